package io.latticeoperator.simulator.lattice;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many tokens each account has left in each Region. For one thread at a time. */
final class TokenBuckets {
  private static final double NANOS = 1e9;

  private final Throttling throttling;
  private final Map<Key, Level> levels = new HashMap<>();

  TokenBuckets(Throttling throttling) {
    this.throttling = throttling;
  }

  private record Key(Owner owner, Throttling.Group group) {}

  /** So many tokens there were at an instant. */
  private record Level(double tokens, Instant at) {}

  /** Takes a token; when there is none, how long until there is one. */
  Optional<Duration> take(Owner owner, Model.Operation operation, Instant now) {
    var group = Throttling.Group.of(operation);
    var bucket = throttling.bucket(group);
    if (!bucket.isLimited()) {
      return Optional.empty();
    }
    var key = new Key(owner, group);
    var level = levels.getOrDefault(key, new Level(bucket.size(), now));
    double come = Duration.between(level.at(), now).toNanos() / NANOS * bucket.rate();
    double tokens = Math.min(bucket.size(), level.tokens() + come);
    // A nanosecond's worth of tokens is what rounding may have lost.
    if (tokens + bucket.rate() / NANOS >= 1) {
      levels.put(key, new Level(Math.max(0, tokens - 1), now));
      return Optional.empty();
    }
    levels.put(key, new Level(tokens, now));
    return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) / bucket.rate() * NANOS)));
  }
}
