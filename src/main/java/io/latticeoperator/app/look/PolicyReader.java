package io.latticeoperator.app.look;

import static io.latticeoperator.app.look.PodReader.orEmpty;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.latticeoperator.explain.Case;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** NetworkPolicies as the explanation reads them. */
final class PolicyReader {
  private static final int MOST = 65_535;

  private PolicyReader() {}

  /** Those for incoming traffic that select a pod. */
  static List<Case.Policy> selecting(List<NetworkPolicy> policies, Pod pod) {
    var labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
    return policies.stream()
        .filter(policy -> ofIngress(policy) && matches(policy.getSpec().getPodSelector(), labels))
        .map(
            policy ->
                new Case.Policy(
                    policy.getMetadata().getName(),
                    orEmpty(policy.getSpec().getIngress()).stream()
                        .map(rule -> rule(rule, pod))
                        .toList()))
        .toList();
  }

  /** Without types a policy is for incoming traffic (NetworkPolicy API). */
  private static boolean ofIngress(NetworkPolicy policy) {
    var types = orEmpty(policy.getSpec().getPolicyTypes());
    return types.isEmpty() || types.contains("Ingress");
  }

  private static boolean matches(LabelSelector selector, Map<String, String> labels) {
    var exact = Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of());
    return exact.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && orEmpty(selector.getMatchExpressions()).stream().allMatch(e -> holds(e, labels));
  }

  private static boolean holds(LabelSelectorRequirement asked, Map<String, String> labels) {
    var value = labels.get(asked.getKey());
    return switch (asked.getOperator()) {
      case "In" -> value != null && orEmpty(asked.getValues()).contains(value);
      case "NotIn" -> value == null || !orEmpty(asked.getValues()).contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }

  private static Case.Rule rule(NetworkPolicyIngressRule rule, Pod pod) {
    var peers = orEmpty(rule.getFrom());
    var ports = orEmpty(rule.getPorts());
    return new Case.Rule(
        peers.isEmpty(),
        peers.stream()
            .map(NetworkPolicyPeer::getIpBlock)
            .filter(Objects::nonNull)
            .map(block -> new Case.Block(block.getCidr(), orEmpty(block.getExcept())))
            .toList(),
        ports.isEmpty(),
        ports.stream()
            .filter(port -> port.getProtocol() == null || port.getProtocol().equals("TCP"))
            .flatMap(port -> ports(port, pod))
            .toList());
  }

  private static Stream<Case.Ports> ports(NetworkPolicyPort port, Pod pod) {
    var asked = port.getPort();
    if (asked == null) {
      return Stream.of(new Case.Ports(1, MOST));
    }
    if (asked.getIntVal() != null) {
      int from = asked.getIntVal();
      return Stream.of(new Case.Ports(from, Objects.requireNonNullElse(port.getEndPort(), from)));
    }
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> orEmpty(container.getPorts()).stream())
        .filter(named -> Objects.equals(named.getName(), asked.getStrVal()))
        .map(named -> new Case.Ports(named.getContainerPort(), named.getContainerPort()));
  }
}
