package io.latticeoperator.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.explain.Case.Auth;
import io.latticeoperator.explain.Case.Block;
import io.latticeoperator.explain.Case.Ingress;
import io.latticeoperator.explain.Case.Policy;
import io.latticeoperator.explain.Case.Ports;
import io.latticeoperator.explain.Case.Request;
import io.latticeoperator.explain.Case.Rule;
import io.latticeoperator.explain.Check.Verdict;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.TargetStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each step a world that is well but for it. */
class ExplainerTest {
  private static Arguments fails(String what, Consumer<Fixture> fault, String conclusion) {
    return Arguments.of(what, fault, Verdict.FAILED, "It fails at: " + conclusion);
  }

  private static Arguments isUnknown(String what, Consumer<Fixture> fault, String conclusion) {
    return Arguments.of(
        what,
        fault,
        Verdict.UNKNOWN,
        "Nothing fails of what is known; not known is: " + conclusion);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fails(
            "no Service",
            it -> it.exists = false,
            "Service exists: there is no Service web in namespace shop"),
        fails(
            "nobody asks",
            it -> {
              it.request = new Request.None();
              it.exported = false;
            },
            "exported: neither an annotation nor a LatticeExport asks for it"),
        fails(
            "a bad annotation",
            it -> it.request = new Request.Invalid(List.of("port: \"x\" is not allowed")),
            "exported: port: \"x\" is not allowed"),
        fails(
            "the network does not admit the namespace",
            it -> it.condition(Type.ACCEPTED, Truth.FALSE, "NotAllowedByNetwork", "not admitted"),
            "accepted: NotAllowedByNetwork: not admitted"),
        fails(
            "there is no such network",
            it -> it.condition(Type.RESOLVED_REFS, Truth.FALSE, "NetworkNotFound", "no mesh"),
            "references found: NetworkNotFound: no mesh"),
        fails(
            "no operator has made the export",
            it -> it.made = false,
            "seen by the operator: no operator has made the LatticeExport that the annotations ask"
                + " for"),
        fails(
            "no operator has written a status",
            it -> it.observedGeneration = null,
            "seen by the operator: no operator has written its status yet"),
        fails(
            "the status is of an earlier spec",
            it -> it.observedGeneration = 1L,
            "seen by the operator: its status speaks of generation 1, the spec is of 2"),
        fails("no pods", it -> it.podless = true, "pods: the Service selects no pod"),
        fails(
            "other labels",
            it -> it.selected = false,
            "pod web-1, selected by the Service: its labels do not match spec.selector of Service"
                + " web"),
        fails(
            "a pod that ends", it -> it.terminating = true, "pod web-1, ready: it is terminating"),
        fails(
            "a pod that has ended",
            it -> it.phase = "Failed",
            "pod web-1, ready: it has finished: Failed"),
        fails(
            "a container that does not start",
            it -> {
              it.ready = false;
              it.troubles = List.of("web: CrashLoopBackOff");
            },
            "pod web-1, ready: web: CrashLoopBackOff"),
        fails(
            "a readiness gate",
            it -> {
              it.ready = false;
              it.gates = List.of("example.com/warm");
            },
            "pod web-1, ready: readiness gates are not True: example.com/warm"),
        fails(
            "a probe that fails",
            it -> it.ready = false,
            "pod web-1, ready: its readiness probe does not pass"),
        fails(
            "in no slice",
            it -> it.podUid = "another",
            "pod web-1, endpoint: no EndpointSlice of the Service holds it"),
        fails(
            "in somebody's own slice",
            it -> it.managed = false,
            "pod web-1, endpoint: only EndpointSlices hold it that the endpointslice controller has"
                + " not made"),
        fails(
            "the slice has another port",
            it -> it.slicePort = "metrics",
            "pod web-1, endpoint: its EndpointSlice has no TCP port of the Service"),
        fails(
            "an overlay address",
            it -> it.ip = "192.168.7.5",
            "pod web-1, routable: 192.168.7.5 is in none of the routable CIDRs [10.0.0.0/16]"),
        fails(
            "not registered",
            it -> it.status = null,
            "pod web-1, target: 10.0.1.5:8080 is not registered"),
        fails(
            "unhealthy",
            it -> {
              it.status = TargetStatus.UNHEALTHY;
              it.reason = "HealthCheckTimeout";
            },
            "pod web-1, target: 10.0.1.5:8080 is UNHEALTHY: HealthCheckTimeout"),
        fails(
            "not used",
            it -> it.status = TargetStatus.UNUSED,
            "pod web-1, target: 10.0.1.5:8080 is UNUSED"),
        fails(
            "draining",
            it -> it.status = TargetStatus.DRAINING,
            "pod web-1, target: 10.0.1.5:8080 is DRAINING"),
        isUnknown(
            "first health checks",
            it -> it.status = TargetStatus.INITIAL,
            "pod web-1, target: 10.0.1.5:8080 is INITIAL"),
        fails(
            "a security group that admits another port",
            it -> {
              it.status = TargetStatus.UNAVAILABLE;
              it.rules = Known.of(List.of(new Ingress("sg-1", "tcp", 80, 80, "pl-lattice")));
            },
            "pod web-1, security group: none of sg-1 admits TCP port 8080 from VPC Lattice"),
        fails(
            "a security group that admits the VPC only",
            it -> {
              it.status = TargetStatus.UNAVAILABLE;
              it.rules = Known.of(List.of(new Ingress("sg-1", "-1", -1, -1, "10.0.0.0/16")));
            },
            "pod web-1, security group: none of sg-1 admits TCP port 8080 from VPC Lattice"),
        isUnknown(
            "security groups that may not be read",
            it -> {
              it.status = TargetStatus.UNAVAILABLE;
              it.groups = Known.unknown("AccessDenied: ec2:DescribeNetworkInterfaces");
            },
            "pod web-1, security group: AccessDenied: ec2:DescribeNetworkInterfaces"),
        fails(
            "a NetworkPolicy that admits nobody",
            it -> it.policies = Known.of(List.of(new Policy("deny-all", List.of()))),
            "pod web-1, NetworkPolicy: deny-all select it, and none admits VPC Lattice's addresses"),
        fails(
            "a NetworkPolicy that excepts Lattice",
            it ->
                it.policies =
                    Known.of(
                        List.of(
                            new Policy(
                                "world",
                                List.of(
                                    new Rule(
                                        false,
                                        List.of(new Block("0.0.0.0/0", List.of("169.254.0.0/16"))),
                                        true,
                                        List.of()))))),
            "pod web-1, NetworkPolicy: world select it, and none admits VPC Lattice's addresses"),
        fails(
            "a NetworkPolicy that admits another port",
            it ->
                it.policies =
                    Known.of(
                        List.of(
                            new Policy(
                                "lattice",
                                List.of(
                                    new Rule(
                                        true, List.of(), false, List.of(new Ports(80, 90))))))),
            "pod web-1, NetworkPolicy: lattice select it, and none admits VPC Lattice's addresses"),
        fails(
            "no listener",
            it -> it.listener = null,
            "listener: the Lattice service has no listener"),
        fails(
            "a listener that forwards elsewhere",
            it -> it.listener = "tg-foreign",
            "listener: none forwards to a target group of this export: HTTP:80"),
        fails("no service", it -> it.service = null, "service: there is no Lattice service"),
        fails(
            "a service that could not be made",
            it -> it.service = ResourceStatus.CREATE_FAILED,
            "service: web-shop as web.example is CREATE_FAILED"),
        fails(
            "no association",
            it -> it.association = null,
            "service network: the service is associated with none"),
        isUnknown(
            "an association that is being made",
            it -> it.association = ResourceStatus.CREATE_IN_PROGRESS,
            "service network: mesh is being made"),
        fails(
            "a VPC in no network",
            it -> it.vpc = Known.of(List.of()),
            "VPC of the clients: vpc-1 is associated with no service network"),
        fails(
            "no VPC at all",
            it -> {
              it.clientVpc = null;
              it.vpc = Known.of(List.of());
            },
            "VPC of the clients: no VPC is associated with the service's networks"),
        fails(
            "a VPC in another network",
            it -> it.vpcIn("sn-other"),
            "VPC of the clients: vpc-1 is associated with other, and a VPC has one association"
                + " only"),
        fails(
            "signatures without a policy",
            it -> it.serviceAuth = Known.of(new Auth(true, false)),
            "auth: the service asks for AWS_IAM and has no auth policy: nobody gets in"),
        fails(
            "a network's signatures without a policy",
            it -> it.networkAuth = Known.of(Map.of("sn-mesh", new Auth(true, false))),
            "auth: service network mesh asks for AWS_IAM and has no auth policy: nobody gets in"),
        isUnknown(
            "AWS may not be read",
            it -> {
              it.complete = false;
              it.fault = "AccessDenied: no";
            },
            "pod web-1, target: AWS: AccessDenied: no"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void itSaysWhereItFails(
      String what, Consumer<Fixture> fault, Verdict verdict, String conclusion) {
    var fixture = new Fixture();
    fault.accept(fixture);

    var explanation = Explainer.explain(fixture.build());

    assertEquals(conclusion, explanation.conclusion());
    assertEquals(verdict, explanation.verdict());
    if (verdict == Verdict.FAILED) {
      assertNotNull(remedy(explanation.checks()), "every failing step has a remedy");
    }
  }

  @Test
  void whereAllIsWellItSaysSo() {
    var explanation = Explainer.explain(new Fixture().build());

    assertEquals(Verdict.OK, explanation.verdict());
    assertEquals("Nothing stands in the way: requests reach its pods.", explanation.conclusion());
  }

  @Test
  void healthChecksThatGetThroughProveTheWay() {
    var fixture = new Fixture();
    fixture.groups = Known.unknown("AccessDenied");

    assertEquals(Verdict.OK, Explainer.explain(fixture.build()).verdict());
  }

  @Test
  void aPolicyThatAdmitsLatticeIsEnoughBesideOneThatDoesNot() {
    var fixture = new Fixture();
    var lattice =
        new Rule(
            false,
            List.of(new Block("169.254.171.0/24", List.of())),
            false,
            List.of(new Ports(8080, 8080)));
    fixture.policies =
        Known.of(
            List.of(new Policy("deny-all", List.of()), new Policy("lattice", List.of(lattice))));

    assertEquals(Verdict.OK, Explainer.explain(fixture.build()).verdict());
  }

  private static String remedy(List<Check> checks) {
    for (var check : checks) {
      var within = remedy(check.checks());
      if (within != null) {
        return within;
      }
      if (check.verdict() == Verdict.FAILED && check.checks().isEmpty()) {
        return check.remedy();
      }
    }
    return null;
  }
}
