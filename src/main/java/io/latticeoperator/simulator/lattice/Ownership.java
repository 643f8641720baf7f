package io.latticeoperator.simulator.lattice;

/** What an account may do with resources of others. */
final class Ownership {
  private Ownership() {}

  /** Refuses to bring together two resources that are both of others. */
  static void admitPair(Owner owner, Resource one, Resource other) {
    if (!one.identity().owner().equals(owner) && !other.identity().owner().equals(owner)) {
      throw Refused.accessDenied(
          "%s and %s are both shared with you, and cannot be associated by you"
              .formatted(one.arn(), other.arn()));
    }
  }
}
