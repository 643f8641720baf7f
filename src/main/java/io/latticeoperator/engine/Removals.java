package io.latticeoperator.engine;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Associations that were there and that somebody else has taken away. Either side of an association
 * may end it (user guide: sharing): made anew once, for it may have been a mistake; after a second
 * time they are left alone until the spec changes or a day has passed.
 *
 * @param present that were ACTIVE when last looked
 * @param taken how often each was taken away, and when last
 */
public record Removals(Set<Key> present, Map<Key, Taken> taken) {
  static final Removals NONE = new Removals(Set.of(), Map.of());

  private static final int TOLERATED = 1;
  private static final Duration FORGIVEN = Duration.ofDays(1);

  public Removals {
    present = Set.copyOf(present);
    taken = Map.copyOf(taken);
  }

  /**
   * How often, and when last.
   *
   * @param generation of the object whose spec asked for it then
   */
  public record Taken(int times, Instant at, long generation) {}

  /** What is known after another look. */
  Removals after(LatticeState desired, LatticeState observed, long generation, Instant now) {
    var counts = new HashMap<Key, Taken>();
    taken.forEach(
        (key, old) -> {
          if (old.generation() == generation && now.isBefore(old.at().plus(FORGIVEN))) {
            counts.put(key, old);
          }
        });
    for (var key : present) {
      if (desired.get(key) != null && goes(observed.get(key))) {
        counts.merge(
            key,
            new Taken(1, now, generation),
            (old, one) -> new Taken(old.times() + 1, now, generation));
      }
    }
    var there =
        observed.resources().entrySet().stream()
            .filter(e -> association(e.getValue().node().kind()) && e.getValue().active())
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
    return new Removals(there, counts);
  }

  private static boolean goes(@Nullable Resource there) {
    return there == null
        || there.physical() == null
        || there.physical().status() == ResourceStatus.DELETE_IN_PROGRESS;
  }

  /** Whether it must not be made again. */
  boolean refused(Key key) {
    var times = taken.get(key);
    return times != null && times.times() > TOLERATED;
  }

  private static boolean association(Kind kind) {
    return kind == Kind.SERVICE_ASSOCIATION || kind == Kind.VPC_ASSOCIATION;
  }
}
