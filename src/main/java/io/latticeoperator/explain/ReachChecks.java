package io.latticeoperator.explain;

import io.latticeoperator.explain.Case.Aws;
import io.latticeoperator.explain.Case.Block;
import io.latticeoperator.explain.Case.Ingress;
import io.latticeoperator.explain.Case.Pod;
import io.latticeoperator.explain.Case.Rule;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether requests from Lattice get through to a pod's address. */
final class ReachChecks {
  private ReachChecks() {}

  static Check securityGroups(Aws aws, Pod pod, TargetAddress address) {
    var step = "security group";
    if (!(aws.groups() instanceof Known.Yes<Map<String, List<String>>>(var byAddress))) {
      return Check.unknown(step, why(aws.groups()), null);
    }
    if (!(aws.rules() instanceof Known.Yes<List<Ingress>>(var rules))) {
      return Check.unknown(step, why(aws.rules()), null);
    }
    var groups =
        Stream.of(Optional.of(address.ip()), Optional.ofNullable(pod.host()))
            .flatMap(Optional::stream)
            .map(byAddress::get)
            .filter(found -> found != null && !found.isEmpty())
            .findFirst();
    if (groups.isEmpty()) {
      return Check.unknown(
          step,
          "no network interface of the VPC has the address of the pod or of its node",
          "see that the groups of the pod's node admit VPC Lattice");
    }
    var family = Lattice.family(address.ip());
    var list = aws.prefixLists().answer().map(lists -> lists.get(family)).orElse("");
    var admitting =
        rules.stream()
            .filter(rule -> groups.get().contains(rule.groupId()))
            .filter(rule -> admits(rule, address.port(), family, list))
            .findFirst();
    return admitting
        .map(rule -> Check.ok(step, rule.groupId() + " admits " + rule.source()))
        .orElseGet(
            () ->
                Check.failed(
                    step,
                    "none of "
                        + String.join(", ", groups.get())
                        + " admits TCP port "
                        + address.port()
                        + " from VPC Lattice",
                    "name the group in podSecurityGroups of the LatticeNetwork, or: aws ec2"
                        + " authorize-security-group-ingress --group-id "
                        + groups.get().getFirst()
                        + " --ip-permissions IpProtocol=tcp,FromPort="
                        + address.port()
                        + ",ToPort="
                        + address.port()
                        + ",PrefixListIds=[{PrefixListId="
                        + (list.isEmpty() ? "PREFIX_LIST" : list)
                        + "}]"));
  }

  private static boolean admits(Ingress rule, int port, IpAddressType family, String prefixList) {
    boolean protocol =
        rule.protocol().equals("-1")
            || (rule.protocol().equals("tcp") && rule.from() <= port && port <= rule.to());
    boolean source =
        rule.source().equals(prefixList)
            || (rule.source().indexOf('/') > 0 && Lattice.within(rule.source(), family));
    return protocol && source;
  }

  static Check policies(Pod pod, TargetAddress address) {
    var step = "NetworkPolicy";
    if (!(pod.policies() instanceof Known.Yes<List<Case.Policy>>(var policies))) {
      return Check.unknown(step, why(pod.policies()), null);
    }
    if (policies.isEmpty()) {
      return Check.ok(step, "none selects it");
    }
    var family = Lattice.family(address.ip());
    var admitting =
        policies.stream()
            .filter(p -> p.rules().stream().anyMatch(rule -> admits(rule, address.port(), family)))
            .findFirst();
    return admitting
        .map(policy -> Check.ok(step, policy.name() + " admits VPC Lattice"))
        .orElseGet(
            () ->
                Check.failed(
                    step,
                    policies.stream()
                        .map(Case.Policy::name)
                        .collect(
                            Collectors.joining(
                                ", ", "", " select it, and none admits VPC Lattice's addresses")),
                    "add an ingress rule from ipBlock cidr "
                        + Lattice.source(family)
                        + " to port "
                        + address.port()));
  }

  private static boolean admits(Rule rule, int port, IpAddressType family) {
    boolean peer = rule.anyPeer() || rule.blocks().stream().anyMatch(b -> admits(b, family));
    return peer
        && (rule.anyPort()
            || rule.ports().stream().anyMatch(p -> p.from() <= port && port <= p.to()));
  }

  private static boolean admits(Block block, IpAddressType family) {
    return Lattice.within(block.cidr(), family)
        && block.except().stream().noneMatch(cidr -> Lattice.touches(cidr, family));
  }

  private static String why(Known<?> known) {
    return known instanceof Known.No<?> no ? no.why() : "";
  }
}
