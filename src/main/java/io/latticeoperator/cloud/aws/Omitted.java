package io.latticeoperator.cloud.aws;

import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.TargetGroup.Protocol;
import io.latticeoperator.model.TargetGroup.ProtocolVersion;

/**
 * What Lattice means by a member that is absent (API reference of the members; user guide:
 * target-group-health-checks). The one exception is {@link #WEIGHT}: the reference says 1, the
 * service answers 100.
 */
final class Omitted {
  static final int WEIGHT = 100;
  static final ProtocolVersion PROTOCOL_VERSION = ProtocolVersion.HTTP1;
  static final IpAddressType IP_ADDRESS_TYPE = IpAddressType.IPV4;
  static final ProtocolVersion CHECK_PROTOCOL_VERSION = ProtocolVersion.HTTP1;
  static final String CHECK_PATH = "/";
  static final String CHECK_MATCHER = "200";
  static final int CHECK_INTERVAL_SECONDS = 30;
  static final int CHECK_TIMEOUT_SECONDS = 5;
  static final int CHECK_HEALTHY_THRESHOLD = 5;
  static final int CHECK_UNHEALTHY_THRESHOLD = 2;

  private Omitted() {}

  /** Health checks are on for groups that speak HTTP/1.1 and off for all others. */
  static boolean checkEnabled(TargetGroup.Properties group) {
    return group.protocolVersion() == ProtocolVersion.HTTP1;
  }

  static Protocol checkProtocol(TargetGroup.Properties group) {
    return group.protocol();
  }
}
