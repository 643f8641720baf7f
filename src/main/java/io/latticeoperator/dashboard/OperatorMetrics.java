package io.latticeoperator.dashboard;

import java.util.List;
import java.util.Map;

/**
 * The operator's own CloudWatch metrics: the one place with their names, dimensions and units.
 *
 * <p>A metric of CloudWatch is its namespace, name and <em>exact</em> set of dimensions: what is
 * published with {Cluster} is not found under {Cluster, Network}.
 */
public final class OperatorMetrics {
  public static final String NAMESPACE = "LatticeOperator";

  /** Name of the cluster, as on tags. */
  public static final String CLUSTER = "Cluster";

  /** Name of the LatticeNetwork object. */
  public static final String NETWORK = "Network";

  /** Namespace of the LatticeExport. */
  public static final String EXPORT_NAMESPACE = "Namespace";

  /** Name of the LatticeExport. */
  public static final String EXPORT = "Export";

  private OperatorMetrics() {}

  /** How many things a set of dimensions is about. */
  public enum Scope {
    CLUSTER,
    NETWORK,
    EXPORT
  }

  /** Units of CloudWatch, spelled as PutMetricData wants them. */
  public enum Unit {
    COUNT("Count"),
    SECONDS("Seconds");

    private final String text;

    Unit(String text) {
      this.text = text;
    }

    /** As in PutMetricData. */
    public String text() {
      return text;
    }
  }

  /** Each metric with its unit and the sets of dimensions that it is published with. */
  public enum Metric {
    /** Targets that should be registered: a level. */
    DESIRED_TARGETS("DesiredTargets", Unit.COUNT, Scope.values()),
    /** Targets that are registered, DRAINING ones excluded: a level. */
    REGISTERED_TARGETS("RegisteredTargets", Unit.COUNT, Scope.values()),
    /** Targets last seen HEALTHY, or UNAVAILABLE where there are no health checks: a level. */
    HEALTHY_TARGETS("HealthyTargets", Unit.COUNT, Scope.values()),
    /** Targets last seen UNHEALTHY: a level. */
    UNHEALTHY_TARGETS("UnhealthyTargets", Unit.COUNT, Scope.values()),
    /** Targets last seen DRAINING: a level. */
    DRAINING_TARGETS("DrainingTargets", Unit.COUNT, Scope.values()),
    /** Exports there are: a level. */
    EXPORTS("Exports", Unit.COUNT, Scope.CLUSTER, Scope.NETWORK),
    /** Exports whose condition Ready is True: a level. */
    EXPORTS_READY("ExportsReady", Unit.COUNT, Scope.CLUSTER, Scope.NETWORK),
    /**
     * From an endpoint's becoming ready to AWS's answer to its registration; one that still waits
     * counts with the time that it has waited, so that an alarm does not need an end to it.
     */
    REGISTRATION_LAG("RegistrationLag", Unit.SECONDS, Scope.values()),
    /** From an endpoint's going to AWS's answer to its deregistration; likewise while it waits. */
    DEREGISTRATION_LAG("DeregistrationLag", Unit.SECONDS, Scope.values()),
    /** Calls sent to AWS since the last value. */
    AWS_CALLS("AwsCalls", Unit.COUNT, Scope.CLUSTER),
    /** Calls that AWS throttled since the last value. */
    AWS_THROTTLES("AwsThrottles", Unit.COUNT, Scope.CLUSTER),
    /** Calls that failed, throttled ones excluded, since the last value. */
    AWS_FAULTS("AwsFaults", Unit.COUNT, Scope.CLUSTER),
    /** 1 a minute while an operator leads the cluster: its absence is the message. */
    HEARTBEAT("Heartbeat", Unit.COUNT, Scope.CLUSTER);

    private final String text;
    private final Unit unit;
    private final List<Scope> scopes;

    Metric(String text, Unit unit, Scope... scopes) {
      this.text = text;
      this.unit = unit;
      this.scopes = List.of(scopes);
    }

    /** As in CloudWatch. */
    public String text() {
      return text;
    }

    public Unit unit() {
      return unit;
    }

    /** The sets of dimensions that it is published with. */
    public List<Scope> scopes() {
      return scopes;
    }
  }

  /**
   * Dimensions of a whole cluster.
   *
   * @param cluster its name, 1 to 255 characters
   */
  public static Map<String, String> cluster(String cluster) {
    return Map.of(CLUSTER, cluster);
  }

  /** Dimensions of what one LatticeNetwork of a cluster holds. */
  public static Map<String, String> network(String cluster, String network) {
    return Map.of(CLUSTER, cluster, NETWORK, network);
  }

  /** Dimensions of one LatticeExport of a cluster. */
  public static Map<String, String> export(String cluster, String namespace, String name) {
    return Map.of(CLUSTER, cluster, EXPORT_NAMESPACE, namespace, EXPORT, name);
  }
}
