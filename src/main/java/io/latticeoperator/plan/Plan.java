package io.latticeoperator.plan;

import io.latticeoperator.model.Key;
import java.util.List;

/**
 * What can be done now, and what cannot yet.
 *
 * @param changes in the order in which they should be asked for
 * @param waiting why other things are not among them
 */
public record Plan(List<Change> changes, List<Waiting> waiting) {
  public static final Plan EMPTY = new Plan(List.of(), List.of());

  public Plan {
    changes = List.copyOf(changes);
    waiting = List.copyOf(waiting);
  }

  /** Nothing to do and nothing to wait for: desired and observed agree. */
  public boolean settled() {
    return changes.isEmpty() && waiting.isEmpty();
  }

  /**
   * Something that is not done yet.
   *
   * @param message a whole sentence for the user
   */
  public record Waiting(Key key, Why why, String message) {}

  /** What kind of waiting it is, as a condition's reason. */
  public enum Why {
    /** AWS is at work; it ends by itself. */
    IN_PROGRESS("Pending"),
    /** Targets are to become able to serve first. */
    REPLACEMENT("WaitingForReplacement"),
    /** Somebody else is to make it, and has not. */
    ABSENT("NotFound"),
    /** Several things answer to what is referred to. */
    AMBIGUOUS("NetworkAmbiguous"),
    /** It was there, and whoever owns what it hangs on has taken it away more than once. */
    REMOVED("RemovedByNetworkOwner"),
    /** Something foreign has the name, port or pair. */
    NAME_CONFLICT("NameConflict"),
    /** Too much would go at once without an explanation, or nothing may be written at all. */
    HELD("Held"),
    /** The last try failed; the message tells how. */
    FAULT("Fault");

    private final String reason;

    Why(String reason) {
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }
}
