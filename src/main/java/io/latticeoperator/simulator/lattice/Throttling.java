package io.latticeoperator.simulator.lattice;

/**
 * How many calls an account may make in a Region before they are throttled. AWS publishes no rates
 * for VPC Lattice, so by default there are none.
 *
 * @param reads of Get and List operations
 * @param writes of all operations that are in no other class
 * @param targets of RegisterTargets and DeregisterTargets
 * @param tags of TagResource and UntagResource
 */
public record Throttling(Bucket reads, Bucket writes, Bucket targets, Bucket tags) {

  /**
   * A token bucket: each call takes a token, and without one it is refused.
   *
   * @param rate tokens that come per second; 0 for no limit
   * @param burst tokens that there are at most and in the beginning; 0 for as many as come in a
   *     second, but at least one
   */
  public record Bucket(double rate, int burst) {
    /** No limit. */
    public static final Bucket UNLIMITED = new Bucket(0, 0);

    boolean isLimited() {
      return rate > 0;
    }

    int size() {
      return burst > 0 ? burst : (int) Math.max(1, Math.ceil(rate));
    }
  }

  /** No limits. */
  public static Throttling none() {
    return new Throttling(Bucket.UNLIMITED, Bucket.UNLIMITED, Bucket.UNLIMITED, Bucket.UNLIMITED);
  }

  /** What operations are throttled together. */
  enum Group {
    READS,
    WRITES,
    TARGETS,
    TAGS;

    static Group of(Model.Operation operation) {
      return switch (operation.name()) {
        case "RegisterTargets", "DeregisterTargets" -> TARGETS;
        case "TagResource", "UntagResource" -> TAGS;
        default -> operation.isRead() ? READS : WRITES;
      };
    }
  }

  Bucket bucket(Group group) {
    return switch (group) {
      case READS -> reads;
      case WRITES -> writes;
      case TARGETS -> targets;
      case TAGS -> tags;
    };
  }
}
