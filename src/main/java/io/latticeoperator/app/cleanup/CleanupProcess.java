package io.latticeoperator.app.cleanup;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.look.DryRun;
import io.latticeoperator.app.look.PlanProcess;
import io.latticeoperator.app.look.Progress;
import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Belonging;
import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Inventory;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.AwsCloud;
import io.latticeoperator.cloud.aws.AwsInventory;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.PlanText;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of {@code lattice cleanup}: looks first; then, if told, takes away. */
public final class CleanupProcess implements AutoCloseable {
  /** A VPC that nobody has: its associations are none. */
  private static final String NO_VPC = "vpc-00000000000000000";

  private final Wish wish;
  private final Progress progress;
  private final AwsClients aws;
  private final Cloud cloud;
  private final Inventory inventory;

  /**
   * What is to go.
   *
   * @param clusterUid as tagged
   * @param owners as tagged; empty for all
   * @param all whether networks, associations of VPCs and log groups go, too
   */
  public record Wish(String clusterUid, Set<String> owners, boolean all) {
    public Wish {
      owners = Set.copyOf(owners);
    }

    private boolean means(Belonging belonging) {
      return owners.isEmpty() || owners.contains(belonging.owner());
    }
  }

  private CleanupProcess(Wish wish, Progress progress, AwsClients aws) {
    this.wish = wish;
    this.progress = progress;
    this.aws = aws;
    this.cloud = new AwsCloud(aws);
    this.inventory = new AwsInventory(aws);
  }

  /**
   * Connects to AWS.
   *
   * @throws MissingPrerequisite when AWS is not configured
   */
  public static CleanupProcess open(Access access, Wish wish, Progress progress)
      throws MissingPrerequisite {
    return new CleanupProcess(wish, progress, access.aws());
  }

  /**
   * What of the wish is alive in the cluster that the settings mean: that cluster itself, or those
   * of the owners that are there. Nothing when it is another cluster.
   *
   * @param configured identity that the cluster has been given; null for its UID alone
   * @return empty when no cluster can be asked
   */
  public static Optional<List<String>> alive(
      Access access, RunConfig.Kubernetes settings, @Nullable String configured, Wish wish) {
    return ClusterProbe.alive(access, settings, configured, wish);
  }

  /** What has been found, and is to be done. */
  public record Found(CleanupView view, Owned owned) {}

  /** What the work needs to know. */
  public record Owned(ClusterSettings settings, List<Facts> ghosts, List<Belonging> belongings) {
    public Owned {
      ghosts = List.copyOf(ghosts);
      belongings = List.copyOf(belongings);
    }
  }

  /**
   * Looks at what the cluster has left; writes nothing.
   *
   * @return empty when there is nothing
   * @throws MissingPrerequisite when AWS does not say
   */
  public Optional<Found> look(Duration patience) throws MissingPrerequisite, InterruptedException {
    progress.show("searching AWS by tags");
    var belongings = belongings();
    progress.show("");
    var remains = Remains.of(belongings);
    if (remains.isEmpty()) {
      return Optional.empty();
    }
    var settings = settings(remains);
    var ghosts = new ArrayList<Facts>();
    remains
        .byOwner()
        .forEach(
            (owner, ours) -> ghosts.add(Ghost.of(settings, owner, ours, name(ours), wish.all())));
    var seen = new DryRun(settings, new Ghosts(ghosts), cloud).look(patience, progress);
    var plan = PlanProcess.view(settings, seen, List.of());
    return Optional.of(
        new Found(
            new CleanupView(plan, kept(belongings), false, List.of()),
            new Owned(settings, ghosts, belongings)));
  }

  /**
   * Takes it away: exports, then networks, then logs.
   *
   * @param done hears a line for each change that AWS has accepted
   * @param patience in all
   */
  public CleanupView work(Found found, Consumer<String> done, Duration patience)
      throws MissingPrerequisite, InterruptedException {
    var owned = found.owned();
    var end = System.nanoTime() + patience.toNanos();
    var demolition = new Demolition(owned.settings(), cloud, done, progress);
    var left = new ArrayList<CleanupView.Left>();
    for (var kind : List.of("LatticeExport", "LatticeNetwork")) {
      var ghosts =
          new Ghosts(
              owned.ghosts().stream().filter(each -> each.owner().kind().equals(kind)).toList());
      demolition
          .work(ghosts, Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())))
          .forEach((owner, why) -> left.add(new CleanupView.Left(owner.toString(), why)));
    }
    if (wish.all()) {
      logs(owned, done, left);
    }
    leftovers(demolition.gone(), left);
    return new CleanupView(found.view().plan(), kept(owned.belongings()), true, left);
  }

  /** Nothing hangs on them, and they hang on nothing. */
  private void logs(Owned owned, Consumer<String> done, List<CleanupView.Left> left) {
    for (var belonging : owned.belongings()) {
      if (belonging.kind() != Kind.LOG_GROUP) {
        continue;
      }
      for (var group : found(Kind.LOG_GROUP, belonging.id())) {
        var delete = delete(owned, belonging, group);
        switch (cloud.apply(delete).outcome()) {
          case Receipt.Done _ -> done.accept(belonging.owner() + "  " + PlanText.of(delete));
          case Receipt.Failed failed ->
              left.add(
                  new CleanupView.Left(
                      belonging.arn(),
                      List.of(failed.fault().kind().reason() + ": " + failed.fault().message())));
        }
      }
    }
  }

  private static Change.Delete delete(Owned owned, Belonging belonging, Resource group) {
    var owner =
        Remains.of(List.of(belonging)).byOwner().keySet().stream()
            .findFirst()
            .orElse(Owner.network(belonging.owner()));
    return new Change.Delete(
        new Key(owned.settings().place(), owner, ((LogGroup) group.node()).role()),
        Objects.requireNonNull(group.physical()),
        group.node(),
        Map.of(),
        "its cluster is gone");
  }

  /** What tags still show, and is none of what was just deleted: AWS shows it some minutes late. */
  private void leftovers(Set<String> gone, List<CleanupView.Left> left) throws MissingPrerequisite {
    var told = left.stream().map(CleanupView.Left::what).toList();
    for (var each : belongings()) {
      boolean child =
          each.kind() == Kind.LISTENER
              || each.kind() == Kind.SERVICE_ASSOCIATION
              || each.kind() == Kind.ACCESS_LOG;
      boolean goes = wish.all() || !Remains.RETAINED.contains(each.kind());
      if (goes
          && !child
          && !gone.contains(each.id())
          && each.kind() != Kind.LOG_GROUP
          && !told.contains(each.owner())) {
        left.add(
            new CleanupView.Left(
                each.arn(),
                List.of("it was made for '" + each.owner() + "' and is not where that would be")));
      }
    }
  }

  private List<CleanupView.Thing> kept(List<Belonging> belongings) {
    return wish.all()
        ? List.of()
        : belongings.stream()
            .filter(each -> Remains.RETAINED.contains(each.kind()))
            .map(CleanupView.Thing::of)
            .toList();
  }

  private List<Belonging> belongings() throws MissingPrerequisite {
    return switch (inventory.of(wish.clusterUid())) {
      case Answer.Known<List<Belonging>>(var found) -> found.stream().filter(wish::means).toList();
      case Answer.Unknown<List<Belonging>>(var fault) ->
          throw new MissingPrerequisite(
              "AWS does not say what the cluster has left: %s: %s"
                  .formatted(fault.kind().reason(), fault.message()));
    };
  }

  private ClusterSettings settings(Remains remains) {
    return new ClusterSettings(
        new ClusterIdentity(wish.clusterUid(), remains.cluster()),
        new Place("", aws.region()),
        vpc(remains),
        List.of(),
        List.of(),
        null,
        false);
  }

  /** Of any of its target groups. */
  private String vpc(Remains remains) {
    return remains.byOwner().values().stream()
        .flatMap(List::stream)
        .filter(each -> each.kind() == Kind.TARGET_GROUP)
        .flatMap(each -> details(Kind.TARGET_GROUP, each.id()))
        .map(node -> ((TargetGroup) node).properties().vpcId())
        .findFirst()
        .orElse(NO_VPC);
  }

  /** Of an owner's Lattice service or service network. */
  private @Nullable String name(List<Belonging> belongings) {
    for (var each : belongings) {
      if (each.kind() == Kind.SERVICE) {
        var name = details(Kind.SERVICE, each.id()).map(node -> ((LatticeService) node).name());
        return name.findFirst().orElse(null);
      }
      if (each.kind() == Kind.SERVICE_NETWORK) {
        return found(Kind.SERVICE_NETWORK, each.id()).stream()
            .map(network -> ((ServiceNetwork) network.node()).name())
            .findFirst()
            .orElse(null);
      }
    }
    return null;
  }

  private Stream<Node> details(Kind kind, String id) {
    return cloud.read(new Read.Details(kind, id)).result() instanceof Result.Described described
            && described.resource() != null
        ? Stream.of(described.resource().node())
        : Stream.empty();
  }

  private List<Resource> found(Kind kind, String subject) {
    return cloud.read(new Read.Find(kind, subject)).result() instanceof Result.Found found
        ? found.resources()
        : List.of();
  }

  @Override
  public void close() {
    aws.close();
  }
}
