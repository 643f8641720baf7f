package io.latticeoperator.app.look;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.look.DriftView.Cause;
import io.latticeoperator.app.look.DriftView.Difference;
import io.latticeoperator.app.look.DriftView.Orphan;
import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Belonging;
import io.latticeoperator.cloud.aws.AwsInventory;
import io.latticeoperator.engine.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The body of {@code lattice drift}. */
public final class DriftProcess {
  private DriftProcess() {}

  /**
   * Looks at cluster and AWS; writes to neither.
   *
   * @param patience for each of the two
   * @throws MissingPrerequisite when one of them cannot be used
   */
  public static DriftView run(Access access, RunConfig config, Duration patience, Progress progress)
      throws MissingPrerequisite, InterruptedException {
    try (var world = World.open(access, config, patience, progress)) {
      var seen = world.look(UnaryOperator.identity(), patience, progress);
      var differences = differences(world, seen);
      progress.show("searching AWS by tags");
      var inventory = new AwsInventory(world.aws()).of(world.settings().identity().uid());
      progress.show("");
      var orphans =
          switch (inventory) {
            case Answer.Known<List<Belonging>>(var all) ->
                orphans(all, owners(world), config.kubernetes().namespaces());
            case Answer.Unknown<List<Belonging>> _ -> List.<Orphan>of();
          };
      return new DriftView(
          world.settings().identity().name(),
          world.settings().identity().uid(),
          world.settings().place().region(),
          differences,
          orphans,
          inventory instanceof Answer.Unknown<List<Belonging>>(var fault)
              ? AwsDoctor.words(fault)
              : "",
          new DriftView.Summary(
              count(differences, Cause.DRIFT),
              count(differences, Cause.FOREIGN),
              count(differences, Cause.PENDING),
              orphans.size(),
              seen.unread().size()));
    }
  }

  private static List<Difference> differences(World world, DryRun.Seen seen) {
    var step = new Step(world.settings(), false);
    var all = new ArrayList<Difference>();
    seen.inputs()
        .forEach(
            (owner, input) ->
                all.addAll(
                    new Differences(
                            world.settings().identity(),
                            input,
                            world.view().standing(owner).orElse(null))
                        .of(step.decide(input).plan())));
    return all;
  }

  private static Set<String> owners(World world) {
    return world.view().owners().stream()
        .map(owner -> owner.toString())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param namespaces that are looked at; of others nothing can be told. Empty for all
   */
  static List<Orphan> orphans(
      List<Belonging> all, Set<String> owners, Collection<String> namespaces) {
    return all.stream()
        .filter(each -> !owners.contains(each.owner()))
        .filter(
            each ->
                namespaces.isEmpty()
                    || namespaces.stream()
                        .anyMatch(name -> each.owner().startsWith("LatticeExport/" + name + "/")))
        .map(each -> new Orphan(each.kind().words(), each.owner(), each.arn()))
        .toList();
  }

  private static int count(List<Difference> differences, Cause cause) {
    return (int) differences.stream().filter(d -> d.cause() == cause).count();
  }
}
