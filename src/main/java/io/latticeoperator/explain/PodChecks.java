package io.latticeoperator.explain;

import io.latticeoperator.explain.Case.Aws;
import io.latticeoperator.explain.Case.Export;
import io.latticeoperator.explain.Case.Pod;
import io.latticeoperator.explain.Check.Verdict;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportFacts.Endpoint;
import io.latticeoperator.translate.ExportFacts.SliceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pod on its way into a target group. */
final class PodChecks {
  private final Case it;
  private final Export export;
  private final Pod pod;
  private final List<Check> checks = new ArrayList<>();

  private PodChecks(Case it, Export export, Pod pod) {
    this.it = it;
    this.export = export;
    this.pod = pod;
  }

  /** What can be told of a pod whose Service is not exported. */
  static Check inCluster(Case it, Pod pod) {
    return Check.group("pod " + pod.name(), address(pod), List.of(selected(it, pod), ready(pod)));
  }

  static Check of(Case it, Export export, Pod pod) {
    var checks = new PodChecks(it, export, pod);
    checks.walk();
    return Check.group("pod " + pod.name(), address(pod), checks.checks);
  }

  private void walk() {
    checks.add(selected(it, pod));
    checks.add(ready(pod));
    if (!pod.selected()) {
      return;
    }
    var port = endpoint();
    var ip = port == null ? null : ip(port.slice());
    if (port == null || ip == null) {
      return;
    }
    if (!routable(ip)) {
      return;
    }
    var address = new TargetAddress(ip, port.port());
    var aws = it.aws();
    var status = aws == null ? null : status(aws, address);
    if (aws != null) {
      checks.add(registered(aws, address, status));
      checks.add(proven(status, ReachChecks.securityGroups(aws, pod, address)));
    }
    checks.add(proven(status, ReachChecks.policies(pod, address)));
  }

  /** What health checks get through, requests do. */
  private static Check proven(@Nullable TargetStatus status, Check check) {
    return status == TargetStatus.HEALTHY && check.verdict() == Verdict.UNKNOWN
        ? Check.ok(check.step(), "health checks get through (" + check.detail() + ")")
        : check;
  }

  private static Check selected(Case it, Pod pod) {
    var step = "selected by the Service";
    return pod.selected()
        ? Check.ok(step, "")
        : Check.failed(
            step,
            "its labels do not match spec.selector of Service " + it.service(),
            "correct the labels of the pod's template, or the selector");
  }

  private static Check ready(Pod pod) {
    var step = "ready";
    var logs = "see kubectl describe pod " + pod.name();
    if (pod.terminating()) {
      return Check.failed(
          step, "it is terminating", "wait for its successor; it is drained and deregistered");
    }
    if (pod.phase().equals("Succeeded") || pod.phase().equals("Failed")) {
      return Check.failed(step, "it has finished: " + pod.phase(), logs);
    }
    if (pod.ips().isEmpty()) {
      return Check.failed(step, "it has no address yet: " + pod.phase(), logs);
    }
    if (Boolean.TRUE.equals(pod.ready())) {
      return Check.ok(step, "");
    }
    if (!pod.troubles().isEmpty()) {
      return Check.failed(step, String.join(", ", pod.troubles()), logs);
    }
    if (!pod.gates().isEmpty()) {
      return Check.failed(
          step,
          "readiness gates are not True: " + String.join(", ", pod.gates()),
          "see who sets these conditions");
    }
    return Check.failed(step, "its readiness probe does not pass", logs);
  }

  /** Where the pod stands in a slice. */
  private record Place(SliceFacts slice, Endpoint endpoint, int port) {}

  private @Nullable Place endpoint() {
    var step = "endpoint";
    var facts = export.facts();
    var held =
        facts.slices().stream()
            .flatMap(slice -> slice.endpoints().stream().filter(this::ours).map(e -> at(slice, e)))
            .toList();
    if (held.isEmpty()) {
      checks.add(
          Check.failed(
              step,
              "no EndpointSlice of the Service holds it",
              "see kubectl get endpointslices -l kubernetes.io/service-name=" + it.service()));
      return null;
    }
    var managed = held.stream().filter(each -> each.slice().managed()).toList();
    if (managed.isEmpty()) {
      checks.add(
          Check.failed(
              step,
              "only EndpointSlices hold it that the endpointslice controller has not made",
              "give the Service a selector, so that the controller makes them"));
      return null;
    }
    var ported = managed.stream().filter(each -> each.port() > 0).findFirst();
    if (ported.isEmpty()) {
      checks.add(
          Check.failed(
              step,
              "its EndpointSlice has no TCP port "
                  + Optional.ofNullable(facts.spec().port()).orElse("of the Service"),
              "name the port in the pod as targetPort of the Service says"));
      return null;
    }
    var place = ported.get();
    checks.add(
        Check.ok(
            step,
            String.join(",", place.endpoint().addresses())
                + " port "
                + place.port()
                + " in "
                + place.slice().name()));
    return place;
  }

  private boolean ours(Endpoint endpoint) {
    return pod.uid().equals(endpoint.podUid());
  }

  /** The port is 0 when the slice has none that is exported. */
  private Place at(SliceFacts slice, Endpoint endpoint) {
    var port =
        exportedPort(export.facts())
            .flatMap(
                name ->
                    slice.ports().stream()
                        .filter(p -> p.name().equals(name) && p.protocol().equals("TCP"))
                        .map(ExportFacts.SlicePort::port)
                        .filter(number -> number != null)
                        .findFirst());
    return new Place(slice, endpoint, port.orElse(0));
  }

  /** Name of the Service's port that is exported; empty for a single unnamed one. */
  private static Optional<String> exportedPort(ExportFacts facts) {
    var service = facts.service();
    if (service == null) {
      return Optional.empty();
    }
    var asked = facts.spec().port();
    var tcp = service.ports().stream().filter(p -> p.protocol().equals("TCP")).toList();
    return tcp.stream()
        .filter(
            p ->
                asked == null
                    ? tcp.size() == 1
                    : p.name().equals(asked) || Integer.toString(p.port()).equals(asked))
        .map(ExportFacts.ServicePort::name)
        .findFirst();
  }

  private @Nullable String ip(SliceFacts slice) {
    return pod.ips().stream()
        .filter(ip -> slice.addressType() == Lattice.family(ip))
        .findFirst()
        .orElse(null);
  }

  private boolean routable(String ip) {
    var step = "routable";
    boolean within = it.routable().stream().anyMatch(cidr -> cidr.contains(ip));
    checks.add(
        within
            ? Check.ok(step, "")
            : Check.failed(
                step,
                ip + " is in none of the routable CIDRs " + it.routable(),
                "Lattice reaches VPC addresses only: give pods addresses of a subnet, and name it"
                    + " with --routable-cidrs"));
    return within;
  }

  private static @Nullable TargetStatus status(Aws aws, TargetAddress address) {
    return aws.state()
        .nodes(TargetGroup.class)
        .map(entry -> entry.node().targets())
        .filter(Targets.Registered.class::isInstance)
        .map(targets -> ((Targets.Registered) targets).statuses().get(address))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Check registered(Aws aws, TargetAddress address, @Nullable TargetStatus status) {
    var step = "target";
    if (!aws.complete()) {
      return Check.unknown(
          step, aws.fault() == null ? "AWS has not been read" : "AWS: " + aws.fault(), null);
    }
    if (status == null) {
      return Boolean.TRUE.equals(pod.ready()) && !pod.terminating()
          ? Check.failed(
              step,
              address + " is not registered" + held(),
              "the operator registers it within moments if all of the above is well: see its log")
          : Check.failed(step, address + " is not registered", "it is once the pod is ready");
    }
    var why =
        aws.reasons()
            .answer()
            .map(reasons -> reasons.get(address))
            .map(reason -> ": " + reason)
            .orElse("");
    return status(step, address, status, why);
  }

  private static Check status(String step, TargetAddress address, TargetStatus status, String why) {
    var found = address + " is " + status + why;
    return switch (status) {
      case HEALTHY -> Check.ok(step, found);
      case UNAVAILABLE -> Check.ok(step, found + " (health checks are off)");
      case INITIAL -> Check.unknown(step, found, "wait for its first health checks");
      case UNCERTAIN -> Check.unknown(step, found, "ask again");
      case UNUSED ->
          Check.failed(
              step, found, "no listener of an associated service forwards to it: see below");
      case UNHEALTHY ->
          Check.failed(
              step,
              found,
              "see that the pod answers the health check, and that Lattice reaches it: security"
                  + " group and NetworkPolicy below");
      case DRAINING ->
          Check.failed(step, found, "it has been deregistered; it comes back if it is ready");
    };
  }

  private String held() {
    var report = export.report();
    return report == null
        ? ""
        : report.conditions().stream()
            .filter(c -> c.reason().equals("Held"))
            .map(c -> ": " + c.message())
            .findFirst()
            .orElse("");
  }

  private static String address(Pod pod) {
    return String.join(", ", pod.ips());
  }
}
