package io.latticeoperator.simulator.aws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The secret access keys, by which signatures are verified. Safe for any thread. */
public final class Secrets {
  private static final Pattern SESSION = Pattern.compile("ASIA\\d{16}");

  private final Map<String, String> known = new ConcurrentHashMap<>();
  private final Map<String, Instant> sessions = new ConcurrentHashMap<>();
  private volatile @Nullable String byDefault;

  /** From now on this is the secret of that access key. */
  public void put(String accessKey, String secret) {
    known.put(accessKey, secret);
  }

  /**
   * @param secret of every access key that has none of its own; null for none, so that they are
   *     unknown
   */
  public void byDefault(@Nullable String secret) {
    byDefault = secret;
  }

  /** The secret of a key; empty for one that is unknown. */
  public Optional<String> of(String accessKey) {
    var own = known.get(accessKey);
    if (own != null) {
      return Optional.of(own);
    }
    return isSession(accessKey)
        ? Optional.of(ofSession(accessKey))
        : Optional.ofNullable(byDefault);
  }

  /** Whether any secret has been given; sessions have theirs anyway. */
  public boolean areGiven() {
    return byDefault != null || !known.isEmpty();
  }

  /** A session has begun, and ends by itself. */
  void begin(String accessKey, Instant end) {
    sessions.put(accessKey, end);
  }

  /** By the form that sessions' keys have here, which outlives a restart. */
  static boolean isSession(String accessKey) {
    return SESSION.matcher(accessKey).matches();
  }

  /** When a session ends; empty when nothing is known of that. */
  Optional<Instant> end(String accessKey) {
    return Optional.ofNullable(sessions.get(accessKey));
  }

  static String ofSession(String accessKey) {
    return "secret-of-" + accessKey;
  }

  static String tokenOfSession(String accessKey) {
    return "session-of-" + accessKey;
  }
}
