package io.latticeoperator.simulator.lattice;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which targets a group takes. */
final class TargetAdmission {
  private static final Pattern INSTANCE = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final int GROUPS_PER_LOAD_BALANCER = 2;

  private TargetAdmission() {}

  /**
   * Why a target cannot be registered; empty when it can.
   *
   * @param accepted by the same call before
   */
  static Optional<String> refusal(
      State state, TargetGroup group, Target.Key key, Set<Target.Key> accepted) {
    if (isDraining(state, group, key) && !state.settings().choices().registerRevivesDraining()) {
      return Optional.of("The target is being deregistered");
    }
    return switch (group.type()) {
      case "IP" -> address(state, group, key);
      case "INSTANCE" ->
          INSTANCE.matcher(key.id()).matches()
              ? Optional.empty()
              : Optional.of("The target is not an instance ID");
      case "LAMBDA" -> function(state, group, key, accepted);
      default -> loadBalancer(state, group, key, accepted);
    };
  }

  private static Optional<String> address(State state, TargetGroup group, Target.Key key) {
    boolean ipv6 = key.id().indexOf(':') >= 0;
    if (ipv6 != group.config().ipAddressType().equals("IPV6")) {
      return Optional.of("The target is not an address of type " + group.config().ipAddressType());
    }
    boolean inside =
        state
            .world()
            .vpc(group.config().vpcId())
            .filter(vpc -> vpc.hasInSubnet(key.id()))
            .isPresent();
    return inside
        ? Optional.empty()
        : Optional.of("IP targets must be in a subnet of the VPC of their target group");
  }

  private static Optional<String> function(
      State state, TargetGroup group, Target.Key key, Set<Target.Key> accepted) {
    if (!key.id().startsWith(arn(group, "lambda", "function:"))) {
      return Optional.of(
          "The target is not a function in the account and Region of its target group");
    }
    if (key.port() != 0) {
      return Optional.of("A function has no port");
    }
    return single(state, group, key, accepted);
  }

  private static Optional<String> loadBalancer(
      State state, TargetGroup group, Target.Key key, Set<Target.Key> accepted) {
    if (!key.id().startsWith(arn(group, "elasticloadbalancing", "loadbalancer/app/"))) {
      return Optional.of(
          "The target is not an Application Load Balancer in the account and Region of its target"
              + " group");
    }
    long others =
        state.targetGroups().all().stream()
            .filter(other -> !other.id().equals(group.id()))
            .filter(
                other ->
                    state.targets().of(other.id()).stream()
                        .anyMatch(target -> target.key().id().equals(key.id())))
            .count();
    if (others >= GROUPS_PER_LOAD_BALANCER) {
      return Optional.of(
          "A load balancer can be in %d target groups at most".formatted(GROUPS_PER_LOAD_BALANCER));
    }
    return single(state, group, key, accepted);
  }

  private static Optional<String> single(
      State state, TargetGroup group, Target.Key key, Set<Target.Key> accepted) {
    boolean taken =
        accepted.stream().anyMatch(other -> !other.equals(key))
            || state.targets().of(group.id()).stream()
                .filter(target -> target.status() != TargetStatus.DRAINING)
                .anyMatch(target -> !target.key().equals(key));
    return taken
        ? Optional.of("A target group of type %s has one target at most".formatted(group.type()))
        : Optional.empty();
  }

  private static String arn(TargetGroup group, String service, String resource) {
    var owner = group.identity().owner();
    var partition = group.arn().split(":", 3)[1];
    return "arn:%s:%s:%s:%s:%s"
        .formatted(partition, service, owner.region(), owner.account(), resource);
  }

  private static boolean isDraining(State state, TargetGroup group, Target.Key key) {
    return state
        .targets()
        .find(group.id(), key)
        .filter(target -> target.status() == TargetStatus.DRAINING)
        .isPresent();
  }
}
