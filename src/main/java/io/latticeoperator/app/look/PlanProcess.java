package io.latticeoperator.app.look;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.look.PlanView.ChangeView;
import io.latticeoperator.app.look.PlanView.FindingView;
import io.latticeoperator.app.look.PlanView.NoticeView;
import io.latticeoperator.app.look.PlanView.OwnerView;
import io.latticeoperator.engine.Foresight;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Step;
import io.latticeoperator.kube.ClusterView;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Costs;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.NetworkFacts;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The body of {@code lattice plan}. */
public final class PlanProcess {
  /** Sums of the others, and what needs time rather than attention. */
  private static final Set<Report.Type> SUMS =
      EnumSet.of(Report.Type.READY, Report.Type.STALLED, Report.Type.HEALTHY);

  private static final Comparator<OwnerView> NETWORKS_FIRST =
      Comparator.comparing((OwnerView o) -> !o.owner().startsWith("LatticeNetwork/"))
          .thenComparing(OwnerView::owner);

  private PlanProcess() {}

  /**
   * Looks at cluster and AWS; writes to neither.
   *
   * @param patience for each of the two
   * @throws MissingPrerequisite when one of them cannot be used
   */
  public static PlanView run(Access access, RunConfig config, Duration patience, Progress progress)
      throws MissingPrerequisite, InterruptedException {
    try (var world = World.open(access, config, patience, progress)) {
      return view(
          world.settings(),
          world.look(UnaryOperator.identity(), patience, progress),
          world.view().notices());
    }
  }

  /** The plan that follows from what was seen. */
  public static PlanView view(
      ClusterSettings settings, DryRun.Seen seen, List<ClusterView.Notice> notices) {
    var ahead = ahead(new Step(settings, false), seen);
    var owners = new ArrayList<OwnerView>();
    var plans = new ArrayList<Plan>();
    ahead.forEach(
        (owner, foresight) -> {
          var changes = new ArrayList<ChangeView>();
          int wave = 0;
          for (var together : foresight.waves()) {
            wave++;
            for (var change : together) {
              changes.add(ChangeView.of(wave, change));
            }
            plans.add(new Plan(together, List.of()));
          }
          owners.add(
              new OwnerView(
                  owner.toString(),
                  !seen.unread().contains(owner),
                  changes,
                  findings(foresight.end())));
        });
    for (var owner : seen.unread()) {
      if (!ahead.containsKey(owner)) {
        owners.add(new OwnerView(owner.toString(), false, List.of(), List.of()));
      }
    }
    var costs = Costs.of(plans);
    return new PlanView(
        settings.identity().name(),
        settings.identity().uid(),
        settings.place().region(),
        owners.stream().filter(o -> !o.silent()).sorted(NETWORKS_FIRST).toList(),
        notices.stream()
            .map(n -> new NoticeView(n.namespace(), n.service(), n.reason(), n.message()))
            .toList(),
        PlanView.Summary.of(owners),
        costs.monthly().setScale(2, RoundingMode.HALF_UP).toPlainString(),
        costs.text().orElse(""));
  }

  /** Networks first: exports may be in one that does not exist yet. */
  private static SortedMap<Owner, Foresight> ahead(Step step, DryRun.Seen seen) {
    var ahead = new TreeMap<Owner, Foresight>();
    var coming = new ArrayList<String>();
    seen.inputs()
        .forEach(
            (owner, input) -> {
              if (input.facts() instanceof NetworkFacts) {
                var foresight = Foresight.of(step, input, List.of());
                ahead.put(owner, foresight);
                foresight.waves().stream()
                    .flatMap(List::stream)
                    .filter(Change.Create.class::isInstance)
                    .map(change -> ((Change.Create) change).node())
                    .filter(ServiceNetwork.class::isInstance)
                    .forEach(node -> coming.add(((ServiceNetwork) node).name()));
              }
            });
    seen.inputs()
        .forEach(
            (owner, input) -> {
              if (input.facts() instanceof ExportFacts) {
                ahead.put(owner, Foresight.of(step, input, coming));
              }
            });
    return ahead;
  }

  /** What is still not well when all has been done. */
  static List<FindingView> findings(@Nullable Report report) {
    if (report == null || report.released()) {
      return List.of();
    }
    return report.conditions().stream()
        .filter(c -> c.status() == Report.Truth.FALSE && !SUMS.contains(c.type()))
        .map(c -> new FindingView(c.type().word(), c.reason(), c.message()))
        .filter(distinctBy(new ArrayList<>()))
        .toList();
  }

  private static Predicate<FindingView> distinctBy(List<String> told) {
    return finding -> {
      var words = finding.reason() + finding.message();
      return !told.contains(words) && told.add(words);
    };
  }
}
