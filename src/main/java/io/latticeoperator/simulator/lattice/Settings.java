package io.latticeoperator.simulator.lattice;

import java.time.Duration;
import java.util.Map;

/**
 * How the simulated VPC Lattice behaves where AWS documents nothing, varies, or is too slow to wait
 * for.
 *
 * @param account of callers whose access key is not known, twelve digits
 * @param partition first part of ARNs after {@code arn}
 * @param delays how long each change of status takes
 * @param draining how long a deregistered target that is in use stays DRAINING
 * @param dataPlaneLag how long the data plane takes to obey a change of rules or targets
 * @param healthCheckScale factor on intervals and timeouts of health checks; 1 is as configured
 * @param firstHealthCheck from registration to the first check
 * @param listLag how long a new resource is absent from lists
 * @param clientTokenLife how long a create's token is remembered
 * @param quotas overrides of {@link Quota#byDefault()}
 * @param choices where sources disagree or are silent
 */
public record Settings(
    String account,
    String partition,
    Delays delays,
    Duration draining,
    Duration dataPlaneLag,
    double healthCheckScale,
    Duration firstHealthCheck,
    Duration listLag,
    Duration clientTokenLife,
    Map<Quota, Integer> quotas,
    Choices choices) {
  public Settings {
    quotas = Map.copyOf(quotas);
  }

  /**
   * Every status is reached; none is reached at once. For demonstrations and tests in real time.
   */
  public static Settings quick() {
    return new Settings(
        "111122223333",
        "aws",
        new Delays(
            Duration.ofMillis(400),
            Duration.ofMillis(600),
            Duration.ofMillis(300),
            Duration.ofMillis(400),
            Duration.ofMillis(500),
            Duration.ofMillis(700),
            Duration.ofMillis(600),
            Duration.ofMillis(400),
            Duration.ofSeconds(1)),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        0.1,
        Duration.ofMillis(300),
        Duration.ZERO,
        Duration.ofMinutes(10),
        Map.of(),
        Choices.likely());
  }

  /** As slow as AWS is reported to be. */
  public static Settings aws() {
    return quick()
        .withDelays(
            new Delays(
                Duration.ofSeconds(5),
                Duration.ofSeconds(8),
                Duration.ofSeconds(4),
                Duration.ofSeconds(4),
                Duration.ofSeconds(6),
                Duration.ofSeconds(8),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofSeconds(75)))
        .withDraining(Duration.ofSeconds(60))
        .withDataPlaneLag(Duration.ofSeconds(30))
        .withHealthChecks(1, Duration.ofSeconds(5));
  }

  /** Everything takes a few milliseconds: for simulation, where many short steps matter. */
  public static Settings instant() {
    var moment = Duration.ofMillis(5);
    return quick()
        .withDelays(
            new Delays(moment, moment, moment, moment, moment, moment, moment, moment, moment))
        .withDraining(Duration.ofMillis(50))
        .withDataPlaneLag(Duration.ofMillis(20))
        .withHealthChecks(0.01, moment);
  }

  /** The value in force. */
  public int quota(Quota quota) {
    return quotas.getOrDefault(quota, quota.byDefault());
  }

  public Settings withAccount(String changed) {
    return new Settings(
        changed,
        partition,
        delays,
        draining,
        dataPlaneLag,
        healthCheckScale,
        firstHealthCheck,
        listLag,
        clientTokenLife,
        quotas,
        choices);
  }

  public Settings withDelays(Delays changed) {
    return new Settings(
        account,
        partition,
        changed,
        draining,
        dataPlaneLag,
        healthCheckScale,
        firstHealthCheck,
        listLag,
        clientTokenLife,
        quotas,
        choices);
  }

  public Settings withDraining(Duration changed) {
    return new Settings(
        account,
        partition,
        delays,
        changed,
        dataPlaneLag,
        healthCheckScale,
        firstHealthCheck,
        listLag,
        clientTokenLife,
        quotas,
        choices);
  }

  public Settings withDataPlaneLag(Duration changed) {
    return new Settings(
        account,
        partition,
        delays,
        draining,
        changed,
        healthCheckScale,
        firstHealthCheck,
        listLag,
        clientTokenLife,
        quotas,
        choices);
  }

  /**
   * @param scale factor on intervals and timeouts
   * @param first from registration to the first check
   */
  public Settings withHealthChecks(double scale, Duration first) {
    return new Settings(
        account,
        partition,
        delays,
        draining,
        dataPlaneLag,
        scale,
        first,
        listLag,
        clientTokenLife,
        quotas,
        choices);
  }

  public Settings withListLag(Duration changed) {
    return new Settings(
        account,
        partition,
        delays,
        draining,
        dataPlaneLag,
        healthCheckScale,
        firstHealthCheck,
        changed,
        clientTokenLife,
        quotas,
        choices);
  }

  public Settings withQuotas(Map<Quota, Integer> changed) {
    return new Settings(
        account,
        partition,
        delays,
        draining,
        dataPlaneLag,
        healthCheckScale,
        firstHealthCheck,
        listLag,
        clientTokenLife,
        changed,
        choices);
  }

  public Settings withChoices(Choices changed) {
    return new Settings(
        account,
        partition,
        delays,
        draining,
        dataPlaneLag,
        healthCheckScale,
        firstHealthCheck,
        listLag,
        clientTokenLife,
        quotas,
        changed);
  }

  /** How long each change of status takes. */
  public record Delays(
      Duration serviceCreate,
      Duration serviceDelete,
      Duration targetGroupCreate,
      Duration targetGroupDelete,
      Duration serviceAssociationCreate,
      Duration serviceAssociationDelete,
      Duration vpcAssociationCreate,
      Duration vpcAssociationUpdate,
      Duration vpcAssociationDelete) {}

  /**
   * Behaviour that no source settles.
   *
   * @param deregisterUnknownFails an unknown pair is listed as unsuccessful, else ignored
   * @param registerRevivesDraining registering a DRAINING pair makes it active again, else it is
   *     unsuccessful
   * @param weightZeroIsInUse a group that is only named with weight 0 counts as in use
   * @param prefixMatchesSegments prefix {@code /foo} matches {@code /foo/bar} but not {@code
   *     /foobar}
   * @param noTargetStatus what the data plane answers when a group has no target
   */
  public record Choices(
      boolean deregisterUnknownFails,
      boolean registerRevivesDraining,
      boolean weightZeroIsInUse,
      boolean prefixMatchesSegments,
      int noTargetStatus) {

    /** What the evidence favours. */
    public static Choices likely() {
      return new Choices(true, true, true, false, 503);
    }
  }
}
