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

  /** The same, but that {@code changed} decides what callers may do. */
  public Environment authorizedBy(Authorizer changed) {
    return new Environment(
        timeline, world, accounts, shares, changed, journal, logDestinations, seed);
  }

  /** The same, but that {@code changed} says what is shared. */
  public Environment sharing(Shares changed) {
    return new Environment(
        timeline, world, accounts, changed, authorizer, journal, logDestinations, seed);
  }

  /** The same, but that access logs go where {@code changed} knows. */
  public Environment loggingTo(LogDestinations changed) {
    return new Environment(timeline, world, accounts, shares, authorizer, journal, changed, seed);
  }
}
