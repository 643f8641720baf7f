package io.latticeoperator.cloud.aws;

import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.vpclattice.model.HealthCheckConfig;
import software.amazon.awssdk.services.vpclattice.model.RuleAction;
import software.amazon.awssdk.services.vpclattice.model.Target;
import software.amazon.awssdk.services.vpclattice.model.TargetGroupConfig;
import software.amazon.awssdk.services.vpclattice.model.WeightedTargetGroup;

/**
 * The parts of requests, from the model. Everything is said in full; defaults are not relied on.
 */
final class Shapes {
  /** The only other status that the service accepts is 500 (user guide: listener-rules). */
  private static final int NOTHING_HERE = 404;

  /** Puts a number back to its default (API reference: HealthCheckConfig). */
  private static final int RESET = 0;

  private Shapes() {}

  static TargetGroupConfig config(TargetGroup group) {
    var properties = group.properties();
    return TargetGroupConfig.builder()
        .port(group.port())
        .protocol(properties.protocol().name())
        .protocolVersion(properties.protocolVersion().name())
        .ipAddressType(properties.ipAddressType().name())
        .vpcIdentifier(properties.vpcId())
        .healthCheck(healthCheck(group.healthCheck(), null))
        .build();
  }

  /**
   * @param before what is there, null when nothing is: a port of its own that the check had and is
   *     to lose must be reset, for an update leaves what it does not name
   */
  static HealthCheckConfig healthCheck(HealthCheck check, @Nullable HealthCheck before) {
    if (!check.enabled()) {
      return HealthCheckConfig.builder().enabled(false).build();
    }
    boolean losesPort = check.port() == null && before != null && before.port() != null;
    return HealthCheckConfig.builder()
        .enabled(true)
        .protocol(check.protocol().name())
        .protocolVersion(check.protocolVersion().name())
        .port(losesPort ? Integer.valueOf(RESET) : check.port())
        .path(check.path())
        .matcher(matcher -> matcher.httpCode(check.matcher()))
        .healthCheckIntervalSeconds(check.intervalSeconds())
        .healthCheckTimeoutSeconds(check.timeoutSeconds())
        .healthyThresholdCount(check.healthyThreshold())
        .unhealthyThresholdCount(check.unhealthyThreshold())
        .build();
  }

  /**
   * A forward to the groups; a fixed 404 when there are none.
   *
   * @param weights by role of a group, resolved by {@code ids}, or by id
   */
  static RuleAction action(Map<String, Integer> weights, Map<Role, String> ids) {
    if (weights.isEmpty()) {
      return RuleAction.fromFixedResponse(fixed -> fixed.statusCode(NOTHING_HERE));
    }
    var groups =
        weights.entrySet().stream()
            .map(
                weight ->
                    WeightedTargetGroup.builder()
                        .targetGroupIdentifier(
                            ids.getOrDefault(new Role(weight.getKey()), weight.getKey()))
                        .weight(weight.getValue())
                        .build())
            .toList();
    return RuleAction.fromForward(forward -> forward.targetGroups(groups));
  }

  static List<Target> targets(List<TargetAddress> addresses) {
    return addresses.stream()
        .map(address -> Target.builder().id(address.ip()).port(address.port()).build())
        .toList();
  }

  /**
   * The id or ARN of what is needed.
   *
   * @throws IllegalArgumentException when the change does not carry it
   */
  static String needed(Map<Role, String> ids, Role role) {
    var id = ids.get(role);
    if (id == null) {
      throw new IllegalArgumentException("the " + role + " is not among " + ids);
    }
    return id;
  }
}
