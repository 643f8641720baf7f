package io.latticeoperator.simulator.aws;

import io.latticeoperator.time.Timeline;

/**
 * What all services of one simulated AWS share.
 *
 * @param authorizer asked by each service before a call has its effect
 * @param journal in which each service writes down its calls
 * @param logDestinations where access logs may go
 * @param seed of identifiers
 */
public record Environment(
    Timeline timeline,
    World world,
    Accounts accounts,
    Shares shares,
    Authorizer authorizer,
    Journal journal,
    LogDestinations logDestinations,
    long seed) {

  /** One in which nothing is shared, everything is allowed, and logs may go anywhere. */
  public static Environment of(Timeline timeline, World world, String account, long seed) {
    return new Environment(
        timeline,
        world,
        new Accounts(account),
        Shares.NONE,
        Authorizer.EVERYTHING,
        new Journal(),
        LogDestinations.ANY,
        seed);
  }

  public Environment with(Authorizer changed) {
    return new Environment(
        timeline, world, accounts, shares, changed, journal, logDestinations, seed);
  }

  public Environment with(Shares changed) {
    return new Environment(
        timeline, world, accounts, changed, authorizer, journal, logDestinations, seed);
  }

  public Environment with(LogDestinations changed) {
    return new Environment(timeline, world, accounts, shares, authorizer, journal, changed, seed);
  }
}
