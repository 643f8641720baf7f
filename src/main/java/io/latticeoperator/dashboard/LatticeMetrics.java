package io.latticeoperator.dashboard;

/**
 * Metrics of VPC Lattice by name (user guide: monitoring-cloudwatch). There is no dimension for
 * service networks, services have no metrics of connections, and nothing counts healthy targets.
 */
public final class LatticeMetrics {
  public static final String NAMESPACE = "AWS/VpcLattice";

  /** Dimension: id of a service. */
  public static final String SERVICE = "Service";

  /** Dimension: id of a target group. */
  public static final String TARGET_GROUP = "TargetGroup";

  /** Dimension beside either of the others: name of an Availability Zone. */
  public static final String ZONE = "AvailabilityZone";

  /** Of services and of target groups; Sum. */
  static final String REQUESTS = "TotalRequestCount";

  /** Of services and of target groups, in milliseconds; Average and percentiles. */
  static final String REQUEST_TIME = "RequestTime";

  static final String ANSWERS_2XX = "HTTPCode_2XX_Count";
  static final String ANSWERS_3XX = "HTTPCode_3XX_Count";
  static final String ANSWERS_4XX = "HTTPCode_4XX_Count";
  static final String ANSWERS_5XX = "HTTPCode_5XX_Count";

  /** Of services only. */
  static final String REQUEST_TIMEOUTS = "RequestTimeoutCount";

  /** Of target groups only, as are all that follow. */
  static final String CONNECTIONS = "TotalConnectionCount";

  static final String ACTIVE_CONNECTIONS = "ActiveConnectionCount";
  static final String CONNECTION_ERRORS = "ConnectionErrorCount";
  static final String CONNECTION_TIMEOUTS = "ConnectionTimeoutCount";

  private LatticeMetrics() {}

  /** Of services: answers with this status that Lattice made itself. */
  static String madeByLattice(int status) {
    return "HTTPCode_VpcLattice_" + status + "_Count";
  }
}
