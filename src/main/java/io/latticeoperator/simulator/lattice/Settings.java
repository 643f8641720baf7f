package io.latticeoperator.simulator.lattice;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

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
 * @param telemetry how late access logs and metrics come
 * @param services how slow the other services are
 * @param quotas overrides of {@link Quota#byDefault}
 * @param choices where sources disagree or are silent
 * @param throttling how often calls may come
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
    Telemetry telemetry,
    Services services,
    Map<Quota, Integer> quotas,
    Choices choices,
    Throttling throttling) {
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
            Duration.ofSeconds(1),
            Duration.ofMillis(600),
            Duration.ofMillis(400),
            Duration.ofMillis(500),
            Duration.ofSeconds(1)),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        0.1,
        Duration.ofMillis(300),
        Duration.ZERO,
        Duration.ofMinutes(10),
        new Telemetry(Duration.ofSeconds(1), Duration.ofSeconds(1)),
        new Services(
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(200)),
        Map.of(),
        Choices.likely(),
        Throttling.none());
  }

  /** As slow as AWS is reported to be. */
  public static Settings aws() {
    return quick()
        .with(
            slow -> {
              slow.delays =
                  new Delays(
                      Duration.ofSeconds(5),
                      Duration.ofSeconds(8),
                      Duration.ofSeconds(4),
                      Duration.ofSeconds(4),
                      Duration.ofSeconds(6),
                      Duration.ofSeconds(8),
                      Duration.ofSeconds(30),
                      Duration.ofSeconds(15),
                      Duration.ofSeconds(75),
                      Duration.ofSeconds(30),
                      Duration.ofSeconds(5),
                      Duration.ofSeconds(10),
                      Duration.ofSeconds(60));
              slow.draining = Duration.ofSeconds(60);
              slow.dataPlaneLag = Duration.ofSeconds(30);
              slow.healthCheckScale = 1;
              slow.firstHealthCheck = Duration.ofSeconds(5);
              slow.telemetry = new Telemetry(Duration.ofMinutes(2), Duration.ofMinutes(1));
              slow.services =
                  new Services(
                      Duration.ofMinutes(1),
                      Duration.ofSeconds(30),
                      Duration.ofMinutes(1),
                      Duration.ofSeconds(2));
            });
  }

  /** Everything takes a few milliseconds: for simulation, where many short steps matter. */
  public static Settings instant() {
    var moment = Duration.ofMillis(5);
    return quick()
        .with(
            fast -> {
              fast.delays =
                  new Delays(
                      moment, moment, moment, moment, moment, moment, moment, moment, moment,
                      moment, moment, moment, moment);
              fast.draining = Duration.ofMillis(50);
              fast.dataPlaneLag = Duration.ofMillis(20);
              fast.healthCheckScale = 0.01;
              fast.firstHealthCheck = moment;
            });
  }

  /** The value in force in a Region. */
  public int quota(Quota quota, String region) {
    return quotas.getOrDefault(quota, quota.byDefault(region));
  }

  /** These settings but for what {@code change} sets. */
  public Settings with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Settings in the making; the members are those of {@link Settings}. */
  public static final class Draft {
    public String account;
    public String partition;
    public Delays delays;
    public Duration draining;
    public Duration dataPlaneLag;
    public double healthCheckScale;
    public Duration firstHealthCheck;
    public Duration listLag;
    public Duration clientTokenLife;
    public Telemetry telemetry;
    public Services services;
    public Map<Quota, Integer> quotas;
    public Choices choices;
    public Throttling throttling;

    private Draft(Settings from) {
      account = from.account;
      partition = from.partition;
      delays = from.delays;
      draining = from.draining;
      dataPlaneLag = from.dataPlaneLag;
      healthCheckScale = from.healthCheckScale;
      firstHealthCheck = from.firstHealthCheck;
      listLag = from.listLag;
      clientTokenLife = from.clientTokenLife;
      telemetry = from.telemetry;
      services = from.services;
      quotas = from.quotas;
      choices = from.choices;
      throttling = from.throttling;
    }

    private Settings settings() {
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
          telemetry,
          services,
          quotas,
          choices,
          throttling);
    }
  }

  /**
   * How late telemetry comes.
   *
   * @param logLag from the end of a request until its lines are in the log group
   * @param metricPeriod over which metrics are put together, rounded up to a divisor of a minute
   */
  public record Telemetry(Duration logLag, Duration metricPeriod) {
    /** The period in force, 1 to 60. */
    public int metricSeconds() {
      int seconds = 1;
      while (60 % seconds != 0 || Duration.ofSeconds(seconds).compareTo(metricPeriod) < 0) {
        if (seconds == 60) {
          return seconds;
        }
        seconds++;
      }
      return seconds;
    }
  }

  /**
   * How slow the services around VPC Lattice are.
   *
   * @param alarmEvaluation between two evaluations of a CloudWatch alarm
   * @param dnsPropagation until a change in Route 53 is INSYNC
   * @param certificateIssuing until ACM has issued a certificate
   * @param shareSettling until RAM has associated what is shared
   */
  public record Services(
      Duration alarmEvaluation,
      Duration dnsPropagation,
      Duration certificateIssuing,
      Duration shareSettling) {}

  /**
   * How long each change of status takes; those of the resource families take equally long for
   * creation, update and deletion.
   */
  public record Delays(
      Duration serviceCreate,
      Duration serviceDelete,
      Duration targetGroupCreate,
      Duration targetGroupDelete,
      Duration serviceAssociationCreate,
      Duration serviceAssociationDelete,
      Duration vpcAssociationCreate,
      Duration vpcAssociationUpdate,
      Duration vpcAssociationDelete,
      Duration resourceGateway,
      Duration resourceConfiguration,
      Duration resourceAssociation,
      Duration domainVerification) {}
}
