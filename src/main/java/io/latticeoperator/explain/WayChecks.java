package io.latticeoperator.explain;

import io.latticeoperator.explain.Case.Auth;
import io.latticeoperator.explain.Case.Aws;
import io.latticeoperator.explain.Case.Export;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState.Entry;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.VpcAssociation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the target group to the clients: what all pods have in common. */
final class WayChecks {
  private static final String OPERATOR = "the operator makes it: see conditions of LatticeExport ";

  private final Case it;
  private final Export export;
  private final Aws aws;

  WayChecks(Case it, Export export, Aws aws) {
    this.it = it;
    this.export = export;
    this.aws = aws;
  }

  List<Check> all() {
    if (!aws.complete()) {
      return List.of(
          Check.unknown(
              "VPC Lattice",
              aws.fault() == null ? "not all could be read in time" : String.valueOf(aws.fault()),
              aws.fault() == null ? "give it more time with --timeout" : "see lattice doctor"));
    }
    var checks = new ArrayList<Check>();
    checks.add(listener());
    checks.add(service());
    checks.addAll(associations());
    checks.add(auth());
    return checks;
  }

  private Check listener() {
    var step = "listener";
    var listeners = aws.state().nodes(Listener.class).toList();
    if (listeners.isEmpty()) {
      return Check.failed(step, "the Lattice service has no listener", see());
    }
    var groups =
        aws.state()
            .nodes(TargetGroup.class)
            .map(e -> e.key().role().text())
            .collect(Collectors.toSet());
    var using =
        listeners.stream()
            .map(Entry::node)
            .filter(
                node ->
                    node.weights().entrySet().stream()
                        .anyMatch(w -> w.getValue() > 0 && groups.contains(w.getKey())))
            .toList();
    if (using.isEmpty()) {
      return Check.failed(
          step,
          "none forwards to a target group of this export: "
              + listeners.stream()
                  .map(e -> e.node().protocol() + ":" + e.node().port())
                  .collect(Collectors.joining(", ")),
          see());
    }
    return Check.ok(
        step,
        using.stream()
            .map(node -> node.protocol() + ":" + node.port())
            .collect(Collectors.joining(", ")));
  }

  private Check service() {
    var step = "service";
    var service = aws.state().nodes(LatticeService.class).findFirst();
    if (service.isEmpty()) {
      return Check.failed(step, "there is no Lattice service", see());
    }
    var name = service.get().node().name();
    var physical = service.get().physical();
    return settled(
        step,
        physical,
        name
            + Optional.ofNullable(physical)
                .map(Physical::dnsName)
                .map(dns -> " as " + dns)
                .orElse(""));
  }

  private List<Check> associations() {
    var associations = aws.state().nodes(ServiceAssociation.class).toList();
    if (associations.isEmpty()) {
      return List.of(Check.failed("service network", "the service is associated with none", see()));
    }
    var checks = new ArrayList<Check>();
    for (var association : associations) {
      checks.add(
          settled("service network", association.physical(), name(association.node().network())));
    }
    checks.add(vpc(associations.stream().map(a -> a.node().network()).toList()));
    return checks;
  }

  private Check settled(String step, @Nullable Physical physical, String what) {
    var status = physical == null ? ResourceStatus.CREATE_IN_PROGRESS : physical.status();
    return switch (status) {
      case ACTIVE, UPDATE_IN_PROGRESS, UPDATE_FAILED -> Check.ok(step, what);
      case CREATE_IN_PROGRESS ->
          Check.unknown(step, what + " is being made", "wait; ask again in a minute");
      case CREATE_FAILED, DELETE_IN_PROGRESS, DELETE_FAILED ->
          Check.failed(step, what + " is " + status + reason(physical), see());
    };
  }

  private static String reason(@Nullable Physical physical) {
    return physical == null || physical.failure() == null ? "" : ": " + physical.failure();
  }

  private Check vpc(List<String> networks) {
    var step = "VPC of the clients";
    if (!(aws.associations() instanceof Known.Yes<List<VpcAssociation>>(var found))) {
      return Check.unknown(step, why(aws.associations()), null);
    }
    var client = aws.clientVpc();
    if (client == null) {
      return found.isEmpty()
          ? Check.failed(
              step,
              "no VPC is associated with the service's networks",
              "ask for vpcAssociation in the LatticeNetwork of the clients' cluster")
          : Check.ok(
              step,
              found.stream().map(VpcAssociation::vpcId).distinct().collect(Collectors.joining(", "))
                  + "; --from-vpc asks about another");
    }
    var here = found.stream().filter(a -> networks.contains(a.network())).findFirst();
    if (here.isPresent()) {
      return Check.ok(step, client + " is in " + name(here.get().network()));
    }
    return found.isEmpty()
        ? Check.failed(
            step,
            client + " is associated with no service network",
            "ask for vpcAssociation in the LatticeNetwork of the clients' cluster")
        : Check.failed(
            step,
            client
                + " is associated with "
                + name(found.getFirst().network())
                + ", and a VPC has one association only",
            "export into that network too, or reach this one through a service network endpoint");
  }

  private Check auth() {
    var step = "auth";
    var asking = new ArrayList<String>();
    var closed = new ArrayList<String>();
    if (!(aws.serviceAuth() instanceof Known.Yes<Auth>(var service))) {
      return Check.unknown(step, why(aws.serviceAuth()), null);
    }
    if (!(aws.networkAuth() instanceof Known.Yes<Map<String, Auth>>(var networks))) {
      return Check.unknown(step, why(aws.networkAuth()), null);
    }
    note("the service", service, asking, closed);
    networks.forEach((id, auth) -> note("service network " + name(id), auth, asking, closed));
    if (!closed.isEmpty()) {
      return Check.failed(
          step,
          String.join(" and ", closed) + " asks for AWS_IAM and has no auth policy: nobody gets in",
          "write an auth policy, or set the type to NONE");
    }
    return Check.ok(
        step,
        asking.isEmpty()
            ? "nobody is asked to sign"
            : "requests must be allowed by the policy of " + String.join(" and ", asking));
  }

  private static void note(String what, Auth auth, List<String> asking, List<String> closed) {
    if (auth.iam()) {
      (auth.policy() ? asking : closed).add(what);
    }
  }

  private String name(String network) {
    return aws.networks().stream()
        .filter(n -> n.id().equals(network))
        .map(NetworkSummary::name)
        .findFirst()
        .orElse(network);
  }

  private String see() {
    return OPERATOR + it.namespace() + "/" + export.name();
  }

  private static String why(Known<?> known) {
    return known instanceof Known.No<?> no ? no.why() : "";
  }
}
