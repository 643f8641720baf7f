package io.latticeoperator.simulator.lattice;

/** Holds creations against the quotas in force. */
final class Quotas {
  private Quotas() {}

  /** Refuses when {@code present + more} would be above the quota. */
  static void admit(State state, Request request, Quota quota, long present, long more) {
    int limit = state.settings().quota(quota, request.owner().region());
    if (present + more > limit) {
      throw Refused.quota(quota, limit);
    }
  }
}
