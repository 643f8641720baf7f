package io.latticeoperator.engine;

import io.latticeoperator.engine.ExportReport.Counts;
import io.latticeoperator.engine.Report.Condition;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Plan.Waiting;
import io.latticeoperator.plan.Plan.Why;
import io.latticeoperator.translate.Finding;
import io.latticeoperator.translate.Finding.About;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The conditions of a report, each from what bears on it. */
final class Conditions {
  private static final List<Type> OF_EXPORTS =
      List.of(
          Type.READY,
          Type.STALLED,
          Type.ACCEPTED,
          Type.RESOLVED_REFS,
          Type.PROGRAMMED,
          Type.TARGETS_SYNCED,
          Type.HEALTHY);

  private Conditions() {}

  static List<Condition> of(Reporter.Input in, Counts counts) {
    if (in.facts().deleting()) {
      return deleting(in);
    }
    var accepted = finding(in.findings(), About.ACCEPTED, Type.ACCEPTED, "Accepted");
    var resolved = finding(in.findings(), About.RESOLVED_REFS, Type.RESOLVED_REFS, "ResolvedRefs");
    var programmed = programmed(in, accepted, resolved);
    var synced = synced(in, counts);
    var healthy = healthy(in, counts);
    var needed = List.of(accepted, resolved, programmed, synced);
    var ready =
        needed.stream()
            .filter(c -> c.status() != Truth.TRUE)
            .findFirst()
            .map(c -> new Condition(Type.READY, Truth.FALSE, c.reason(), c.message()))
            .orElse(
                new Condition(
                    Type.READY, Truth.TRUE, "Programmed", "registered and wired in VPC Lattice"));
    return List.of(
        ready, stalled(in, accepted, resolved), accepted, resolved, programmed, synced, healthy);
  }

  /** All conditions alike. */
  static List<Condition> all(Truth truth, String reason, String message) {
    return OF_EXPORTS.stream().map(type -> new Condition(type, truth, reason, message)).toList();
  }

  /** The conditions while AWS is unknown: only what Kubernetes says can be judged. */
  static List<Condition> unread(List<Finding> findings, String reason, String message) {
    var accepted = finding(findings, About.ACCEPTED, Type.ACCEPTED, "Accepted");
    var resolved = finding(findings, About.RESOLVED_REFS, Type.RESOLVED_REFS, "ResolvedRefs");
    var conditions = new ArrayList<Condition>();
    for (var type : OF_EXPORTS) {
      conditions.add(
          switch (type) {
            case ACCEPTED -> accepted;
            case RESOLVED_REFS -> resolved;
            case READY -> new Condition(type, Truth.FALSE, reason, message);
            case STALLED ->
                new Condition(
                    type,
                    accepted.status() == Truth.FALSE || reason.equals(Fault.Kind.DENIED.reason())
                        ? Truth.TRUE
                        : Truth.FALSE,
                    reason,
                    message);
            case PROGRAMMED,
                TARGETS_SYNCED,
                HEALTHY,
                VPC_ASSOCIATED,
                AUTHORIZED,
                LOGGED,
                SHARED,
                PODS_REACHABLE,
                OBSERVABLE ->
                new Condition(type, Truth.UNKNOWN, reason, message);
          });
    }
    return conditions;
  }

  private static List<Condition> deleting(Reporter.Input in) {
    var failure = in.failing().values().stream().findFirst();
    var message =
        failure
            .map(f -> f.fault().message())
            .or(() -> in.plan().waiting().stream().findFirst().map(Waiting::message))
            .orElse("its resources in AWS are being deleted");
    var reason = failure.map(f -> f.fault().kind().reason()).orElse("Deleting");
    return all(Truth.FALSE, reason, message);
  }

  private static Condition finding(List<Finding> findings, About about, Type type, String fine) {
    return findings.stream()
        .filter(f -> f.about() == about)
        .findFirst()
        .map(f -> new Condition(type, Truth.FALSE, f.reason(), f.message()))
        .orElse(new Condition(type, Truth.TRUE, fine, ""));
  }

  private static Condition programmed(Reporter.Input in, Condition accepted, Condition resolved) {
    Predicate<Change> wiring = c -> !isTargets(c);
    var failure = failure(in, wiring);
    if (failure.isPresent()) {
      return condition(Type.PROGRAMMED, failure.get());
    }
    for (var why : Obstacles.BY_WEIGHT) {
      var waiting =
          in.plan().waiting().stream()
              .filter(w -> w.why() == why)
              .filter(w -> why != Why.HELD || held(in, w))
              .findFirst();
      if (waiting.isPresent()) {
        return new Condition(Type.PROGRAMMED, Truth.FALSE, why.reason(), waiting.get().message());
      }
    }
    if (accepted.status() != Truth.TRUE || resolved.status() != Truth.TRUE) {
      var cause = accepted.status() != Truth.TRUE ? accepted : resolved;
      return new Condition(Type.PROGRAMMED, Truth.FALSE, cause.reason(), cause.message());
    }
    var policy = in.findings().stream().filter(f -> f.about() == About.POLICY).findFirst();
    if (policy.isPresent()) {
      return new Condition(
          Type.PROGRAMMED, Truth.FALSE, policy.get().reason(), policy.get().message());
    }
    var left = in.plan().changes().stream().filter(wiring).findFirst();
    if (left.isPresent()) {
      return new Condition(
          Type.PROGRAMMED, Truth.FALSE, "Pending", "being wired: " + left.get().key().role());
    }
    boolean provided =
        in.slice()
            .desired()
            .nodes(ServiceAssociation.class)
            .anyMatch(
                e -> {
                  var there = in.observation().state().get(e.key());
                  return there != null && !in.slice().ours(e.key(), there);
                });
    return new Condition(
        Type.PROGRAMMED,
        Truth.TRUE,
        provided ? "ProvidedByOther" : "Programmed",
        provided ? "the association with the service network is somebody else's" : notes(in));
  }

  private static String notes(Reporter.Input in) {
    return in.findings().stream()
        .filter(f -> f.about() == About.NOTE)
        .map(Finding::message)
        .collect(Collectors.joining("; "));
  }

  /** A hold by the guard on targets alone does not make the wiring unfinished. */
  private static boolean held(Reporter.Input in, Waiting waiting) {
    return !waiting.key().role().isTargetGroup()
        || in.observation().state().get(waiting.key()) == null;
  }

  private static Condition synced(Reporter.Input in, Counts counts) {
    var failure = failure(in, Conditions::isTargets);
    if (failure.isPresent()) {
      return condition(Type.TARGETS_SYNCED, failure.get());
    }
    var held =
        in.plan().waiting().stream()
            .filter(w -> w.why() == Why.HELD)
            .filter(w -> !held(in, w))
            .findFirst();
    if (held.isPresent()) {
      return new Condition(
          Type.TARGETS_SYNCED, Truth.FALSE, Why.HELD.reason(), held.get().message());
    }
    var lost = in.findings().stream().filter(f -> f.about() == About.TARGETS).findFirst();
    if (lost.isPresent()) {
      return new Condition(
          Type.TARGETS_SYNCED, Truth.FALSE, lost.get().reason(), lost.get().message());
    }
    var wanted = in.translation().targets();
    var registered = Reporter.targets(in).statuses();
    long missing =
        wanted.causes().entrySet().stream()
            .filter(e -> e.getValue().wanted())
            .filter(
                e -> {
                  var status = registered.get(e.getKey());
                  return status == null || !status.counts();
                })
            .count();
    boolean removing = in.plan().changes().stream().anyMatch(c -> c instanceof Change.Deregister);
    if (missing > 0 || removing) {
      return new Condition(
          Type.TARGETS_SYNCED,
          Truth.FALSE,
          "Pending",
          missing > 0
              ? missing + " of " + counts.desired() + " targets are not registered yet"
              : "targets are being deregistered");
    }
    return new Condition(Type.TARGETS_SYNCED, Truth.TRUE, "Synced", "");
  }

  private static Condition healthy(Reporter.Input in, Counts counts) {
    var targets = Reporter.targets(in);
    if (counts.desired() == 0) {
      return new Condition(
          Type.HEALTHY, Truth.FALSE, "NoEndpoints", "the Service has no ready endpoint");
    }
    if (counts.healthReadAt() == null || targets.statuses().isEmpty()) {
      return new Condition(
          Type.HEALTHY, Truth.UNKNOWN, "Pending", "target health has not been read yet");
    }
    if (counts.unhealthy() > 0) {
      var check =
          in.slice()
              .desired()
              .nodes(TargetGroup.class)
              .map(e -> e.node().healthCheck().toString())
              .findFirst()
              .orElse("");
      return new Condition(
          Type.HEALTHY,
          Truth.FALSE,
          "HealthCheckFailed",
          counts.unhealthy()
              + " of "
              + counts.registered()
              + " targets fail the health check "
              + check
              + "; set spec.targetGroup.healthCheck, or the annotations"
              + " latticeoperator.io/health-check-*, to what the pods answer");
    }
    long unused = targets.count(TargetStatus.UNUSED);
    if (unused > 0) {
      return new Condition(
          Type.HEALTHY,
          Truth.UNKNOWN,
          "NotInUse",
          unused
              + " targets are not in use: no listener of an associated service forwards to them");
    }
    if (targets.count(TargetStatus.UNAVAILABLE) == targets.statuses().size()) {
      return new Condition(
          Type.HEALTHY, Truth.UNKNOWN, "HealthCheckOff", "health checks are off for this group");
    }
    if (counts.healthy() < counts.desired()) {
      return new Condition(
          Type.HEALTHY,
          Truth.UNKNOWN,
          "Pending",
          counts.healthy() + " of " + counts.desired() + " targets have passed their health check");
    }
    return new Condition(Type.HEALTHY, Truth.TRUE, "Healthy", "");
  }

  private static Condition stalled(Reporter.Input in, Condition accepted, Condition resolved) {
    if (accepted.status() != Truth.TRUE) {
      return new Condition(Type.STALLED, Truth.TRUE, accepted.reason(), accepted.message());
    }
    if (resolved.status() != Truth.TRUE) {
      return new Condition(Type.STALLED, Truth.TRUE, resolved.reason(), resolved.message());
    }
    return Obstacles.stalled(in.plan(), in.failing());
  }

  private static Optional<Memory.Failure> failure(Reporter.Input in, Predicate<Change> which) {
    return in.failing().values().stream().filter(f -> which.test(f.change())).findFirst();
  }

  private static Condition condition(Type type, Memory.Failure failure) {
    return new Condition(
        type, Truth.FALSE, failure.fault().kind().reason(), Obstacles.words(failure));
  }

  private static boolean isTargets(Change change) {
    return change instanceof Change.Register || change instanceof Change.Deregister;
  }
}
