package io.latticeoperator.engine;

import io.latticeoperator.engine.ExportReport.Counts;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.Slice;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Finding;
import io.latticeoperator.translate.Translation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts what a step found into words: conditions, counts, names. */
final class Reporter {
  private Reporter() {}

  /**
   * All there is to tell about.
   *
   * @param plan what the guard left
   * @param failing failures of changes that are still wanted
   */
  record Input(
      ExportFacts facts,
      Translation translation,
      List<Finding> findings,
      Slice slice,
      Observation observation,
      Plan plan,
      Map<String, Memory.Failure> failing) {}

  static ExportReport report(Input in) {
    var counts = counts(in);
    boolean gone =
        in.facts().deleting()
            && in.observation().certain()
            && in.observation().state().resources().entrySet().stream()
                // a policy goes with the service that it hangs on
                .filter(e -> !(e.getValue().node() instanceof Policy))
                .noneMatch(e -> in.slice().ours(e.getKey(), e.getValue()));
    return new ExportReport(
        in.facts().owner(),
        in.facts().uid(),
        in.facts().generation(),
        Conditions.of(in, counts),
        counts,
        dnsName(in),
        in.translation().service(),
        networkNames(in.translation(), in.observation()),
        arns(in),
        gone);
  }

  /** The export is being deleted and everything is to stay. */
  static ExportReport retained(ExportFacts facts, Translation translation) {
    return new ExportReport(
        facts.owner(),
        facts.uid(),
        facts.generation(),
        Conditions.all(
            Truth.FALSE, "Retained", "deletionPolicy is Retain: what exists in AWS stays there"),
        Counts.NONE,
        null,
        translation.service(),
        List.of(),
        Map.of(),
        true);
  }

  /** AWS could not be read yet, and there is something to say about it. */
  static ExportReport unread(ExportFacts facts, Translation translation, Observation observation) {
    var fault = observation.fault();
    var conditions =
        fault == null
            ? Conditions.unread(translation.findings(), "Pending", "AWS has not been read yet")
            : Conditions.unread(
                translation.findings(), fault.kind().reason(), "reading AWS: " + fault.message());
    return new ExportReport(
        facts.owner(),
        facts.uid(),
        facts.generation(),
        conditions,
        Counts.NONE,
        null,
        translation.service(),
        networkNames(translation, observation),
        Map.of(),
        false);
  }

  private static Counts counts(Input in) {
    var targets = targets(in);
    int desired = (int) in.translation().targets().size();
    int healthy = (int) targets.count(TargetStatus.HEALTHY);
    int draining = (int) targets.count(TargetStatus.DRAINING);
    return new Counts(
        desired,
        (int) targets.statuses().values().stream().filter(TargetStatus::counts).count(),
        healthy,
        (int) targets.count(TargetStatus.UNHEALTHY),
        draining,
        in.translation().unroutable(),
        in.observation().healthReadAt());
  }

  /** The registered targets of the group that is wanted. */
  static Targets.Registered targets(Input in) {
    return in.slice()
        .desired()
        .nodes(TargetGroup.class)
        .map(e -> in.observation().state().get(e.key()))
        .filter(Objects::nonNull)
        .map(Resource::node)
        .map(
            node ->
                node instanceof TargetGroup g && g.targets() instanceof Targets.Registered r
                    ? r
                    : Targets.Registered.NONE)
        .findFirst()
        .orElse(Targets.Registered.NONE);
  }

  private static @Nullable String dnsName(Input in) {
    return in.observation()
        .state()
        .nodes(LatticeService.class)
        .filter(e -> in.slice().ours(e.key(), new Resource(e.node(), e.physical())))
        .map(e -> Objects.requireNonNull(e.physical()).dnsName())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<String> networkNames(Translation translation, Observation observation) {
    return translation.networks().stream()
        .map(
            reference ->
                observation.networks().stream()
                    .filter(n -> n.answersTo(reference))
                    .map(NetworkSummary::name)
                    .findFirst()
                    .orElse(reference))
        .toList();
  }

  private static Map<String, String> arns(Input in) {
    var arns = new TreeMap<String, String>();
    in.observation()
        .state()
        .resources()
        .forEach(
            (key, resource) -> {
              if (resource.physical() != null && in.slice().ours(key, resource)) {
                arns.put(key.role().text(), resource.physical().arn());
              }
            });
    return arns;
  }
}
