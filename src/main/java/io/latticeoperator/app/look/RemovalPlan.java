package io.latticeoperator.app.look;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.kube.ClusterView;
import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.NetworkFacts;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What would go from AWS if all exports and networks of a cluster were deleted now. */
public final class RemovalPlan {
  private RemovalPlan() {}

  /**
   * Looks at cluster and AWS; writes to neither.
   *
   * @param patience for each of the two
   * @throws MissingPrerequisite when one of them cannot be used
   */
  public static PlanView run(Access access, RunConfig config, Duration patience, Progress progress)
      throws MissingPrerequisite, InterruptedException {
    try (var world = World.open(access, config, patience, progress)) {
      var seen = world.look(facts -> new AllDeleted(facts, world.view()), patience, progress);
      return PlanProcess.view(world.settings(), seen, List.of());
    }
  }

  /** The objects that there are, as if each had been deleted. */
  private record AllDeleted(FactSource facts, ClusterView view) implements FactSource {
    @Override
    public boolean synced() {
      return facts.synced();
    }

    @Override
    public Optional<Facts> facts(Owner owner) {
      return facts.facts(owner).filter(this::made).map(AllDeleted::deleted);
    }

    @Override
    public Collection<Facts> all() {
      return facts.all().stream().filter(this::made).map(AllDeleted::deleted).toList();
    }

    private boolean made(Facts facts) {
      return view.standing(facts.owner()).filter(ClusterView.Standing::made).isPresent();
    }

    private static Facts deleted(Facts facts) {
      return switch (facts) {
        case ExportFacts it ->
            new ExportFacts(
                it.owner(),
                it.uid(),
                it.generation(),
                it.createdAt(),
                true,
                it.spec(),
                it.service(),
                it.slices(),
                it.namespaceLabels(),
                it.roles());
        case NetworkFacts it ->
            new NetworkFacts(
                it.owner(), it.uid(), it.generation(), it.createdAt(), true, it.spec(), it.roles());
      };
    }
  }
}
