package io.latticeoperator.explain;

import io.latticeoperator.engine.Report;
import io.latticeoperator.explain.Case.Export;
import io.latticeoperator.explain.Case.Request;
import java.util.ArrayList;
import java.util.Optional;

/** From what is known of a Service to the step at which it fails. */
public final class Explainer {
  private Explainer() {}

  /** Walks the way from the Service to its clients. */
  public static Explanation explain(Case it) {
    var checks = new ArrayList<Check>();
    var subject = "Service/" + it.namespace() + "/" + it.service();
    if (!it.exists()) {
      checks.add(
          Check.failed(
              "Service exists",
              "there is no Service " + it.service() + " in namespace " + it.namespace(),
              "create it, or name the namespace with -n"));
      return Explanation.of(subject, checks);
    }
    checks.add(Check.ok("Service exists", ""));
    checks.add(exported(it));
    var export = it.export();
    if (export == null) {
      it.pods().forEach(pod -> checks.add(PodChecks.inCluster(it, pod)));
      return Explanation.of(subject, checks);
    }
    checks.add(accepted(export));
    checks.add(resolved(export));
    checks.add(seen(export));
    if (it.pods().isEmpty()) {
      checks.add(
          Check.failed(
              "pods",
              "the Service selects no pod",
              "compare spec.selector of the Service with the labels of the pods: kubectl get pods"
                  + " --show-labels"));
    }
    it.pods().forEach(pod -> checks.add(PodChecks.of(it, export, pod)));
    var aws = it.aws();
    if (aws != null) {
      checks.addAll(new WayChecks(it, export, aws).all());
    }
    return Explanation.of(subject, checks);
  }

  private static Check exported(Case it) {
    var step = "exported";
    return switch (it.request()) {
      case Request.None _ ->
          Check.failed(
              step,
              "neither an annotation nor a LatticeExport asks for it",
              "kubectl annotate service -n "
                  + it.namespace()
                  + " "
                  + it.service()
                  + " latticeoperator.io/export=true");
      case Request.Invalid invalid ->
          Check.failed(
              step, String.join("; ", invalid.messages()), "correct the annotation, or remove it");
      case Request.Annotated _ -> Check.ok(step, "by its annotations");
      case Request.Written written -> Check.ok(step, "by LatticeExport " + written.name());
    };
  }

  private static Check accepted(Export export) {
    return condition("accepted", export, Report.Type.ACCEPTED, "change what the message names");
  }

  private static Check resolved(Export export) {
    return condition(
        "references found",
        export,
        Report.Type.RESOLVED_REFS,
        "create what is missing, or correct the name");
  }

  private static Check condition(String step, Export export, Report.Type type, String remedy) {
    return Optional.ofNullable(export.report())
        .map(report -> report.condition(type))
        .map(
            condition ->
                switch (condition.status()) {
                  case TRUE -> Check.ok(step, "");
                  case FALSE ->
                      Check.failed(step, condition.reason() + ": " + condition.message(), remedy);
                  case UNKNOWN ->
                      Check.unknown(step, condition.reason() + ": " + condition.message(), null);
                })
        .orElseGet(() -> Check.unknown(step, "AWS could not be read", null));
  }

  private static Check seen(Export export) {
    var step = "seen by the operator";
    var operator =
        "see whether the operator runs and what it logs: kubectl get pods -A -l"
            + " app.kubernetes.io/name=lattice-operator";
    if (!export.made()) {
      return Check.failed(
          step, "no operator has made the LatticeExport that the annotations ask for", operator);
    }
    var observed = export.observedGeneration();
    if (observed == null) {
      return Check.failed(step, "no operator has written its status yet", operator);
    }
    return observed == export.generation()
        ? Check.ok(step, "")
        : Check.failed(
            step,
            "its status speaks of generation "
                + observed
                + ", the spec is of "
                + export.generation(),
            operator);
  }
}
