package io.latticeoperator.simulator.aws;

import io.latticeoperator.time.Timeline;

/**
 * What all services of one simulated AWS share.
 *
 * @param authorizer asked by each service before a call has its effect
 * @param journal in which each service writes down its calls
 * @param seed of identifiers
 */
public record Environment(
    Timeline timeline,
    World world,
    Accounts accounts,
    Shares shares,
    Authorizer authorizer,
    Journal journal,
    long seed) {

  /** One in which nothing is shared and everything is allowed. */
  public static Environment of(Timeline timeline, World world, String account, long seed) {
    return new Environment(
        timeline,
        world,
        new Accounts(account),
        Shares.NONE,
        Authorizer.EVERYTHING,
        new Journal(),
        seed);
  }

  /** The same, but that {@code changed} decides what callers may do. */
  public Environment authorizedBy(Authorizer changed) {
    return new Environment(timeline, world, accounts, shares, changed, journal, seed);
  }

  /** The same, but that {@code changed} says what is shared. */
  public Environment sharing(Shares changed) {
    return new Environment(timeline, world, accounts, changed, authorizer, journal, seed);
  }
}
