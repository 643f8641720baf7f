package io.latticeoperator.app.demo;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.simulator.aws.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happens to a service while it is called. */
final class Disruptions {
  private static final int REPLICAS = 6;
  private static final int MIDDLE = 3;

  /** Between the data plane's change of mind and the last request under way by then. */
  private static final Duration ROUND_TRIP = Duration.ofMillis(500);

  private final DemoWorld world;
  private final Patience patience;
  private final Claims claims;
  private final Screen screen;
  private final Stage stage;

  Disruptions(DemoWorld world, Patience patience, Screen screen, Stage stage) {
    this.world = world;
    this.patience = patience;
    this.claims = new Claims(world, patience);
    this.screen = screen;
    this.stage = stage;
  }

  List<Step> steps() {
    return List.of(
        Step.planned("scale from 3 to 6", this::scale),
        Step.planned("roll out v2", this::update),
        new Step("kill a pod without warning", false, this::killPod),
        Step.planned("remove a target behind the operator's back", this::drift),
        Step.planned("roll out v3, kill the operator in the middle", this::restart));
  }

  private void scale() throws NotHeld {
    screen.command("kubectl scale deployment checkout --replicas=%d".formatted(REPLICAS));
    world.one().api().patch(Checkout.DEPLOYMENT, MergePatch.scale(REPLICAS));
    claims.targetsAreTheReadyPods(REPLICAS);
  }

  private void update() throws NotHeld {
    image("v2");
    claims.rolledOut(REPLICAS, "v2");
    claims.targetsAreTheReadyPods(REPLICAS);
    awaitAnswersOf("v1", "v2");
  }

  private void killPod() throws NotHeld {
    var victim = world.one().pods().wanted().getFirst();
    screen.note("%s (%s) dies: its connections are reset".formatted(victim.name(), victim.ip()));
    long from = world.journal().next();
    var killed = world.clock().now();
    world.one().kill(victim.name());
    var removal =
        patience.some(
            "the dead pod's target to be deregistered",
            () -> call("DeregisterTargets", victim.ip(), from));
    claims.targetsAreTheReadyPods(REPLICAS);
    var obeyed = removal.at().plus(world.profile().settings().dataPlaneLag()).plus(ROUND_TRIP);
    patience.until("the data plane to obey", () -> world.clock().now().isAfter(obeyed));
    requireFailuresBetween(killed.minus(ROUND_TRIP), obeyed);
  }

  private void drift() throws NotHeld {
    var victim = world.one().pods().wanted().getFirst();
    var group = world.inventory().targetGroup();
    screen.command(
        "aws vpc-lattice deregister-targets --target-group-identifier %s --targets id=%s,port=%d"
            .formatted(group, victim.ip(), Checkout.PORT));
    long from = world.journal().next();
    var began = world.clock().now();
    world.administrator().deregister(group, victim.ip());
    var repair =
        patience.some(
            "the target to be registered again", () -> call("RegisterTargets", victim.ip(), from));
    screen.note(
        "registered again after %s; the operators read health every %d s here, 60 s by default"
            .formatted(
                Screen.seconds(Duration.between(began, repair.at())),
                world.profile().healthInterval().toSeconds()));
    claims.targetsAreTheReadyPods(REPLICAS);
  }

  private void restart() throws NotHeld, MissingPrerequisite {
    image("v3");
    patience.until("half of the rollout", () -> claims.updated(MIDDLE));
    var killed = world.clock().now();
    world.operatorOne().kill();
    if (claims.updated(REPLICAS)) {
      throw new NotHeld("the rollout was over before the operator was killed");
    }
    screen.note("operator one: SIGKILL; started again at once");
    world.operatorOne().start();
    patience.until("the operator to be ready", world.operatorOne()::ready);
    screen.note("ready again after %s".formatted(Screen.seconds(since(killed))));
    claims.rolledOut(REPLICAS, "v3");
    claims.targetsAreTheReadyPods(REPLICAS);
    awaitAnswersOf("v2", "v3");
  }

  private void image(String version) {
    screen.command("kubectl set image deployment checkout app=shop/checkout:%s".formatted(version));
    world.one().api().strategicPatch(Checkout.DEPLOYMENT, Checkout.parse(Checkout.image(version)));
  }

  /** New pods answer only when the data plane has heard of them. */
  private void awaitAnswersOf(String... versions) throws NotHeld {
    var wanted = Set.of(versions);
    patience.until(
        "answers of " + String.join(" and ", versions),
        () -> stage.tally().versions().keySet().containsAll(wanted));
    screen.note("answers by version: %s".formatted(stage.tally().versions()));
  }

  private void requireFailuresBetween(Instant first, Instant last) throws NotHeld {
    for (var failure : stage.tally().failures()) {
      if (failure.sentAt().isBefore(first) || failure.sentAt().isAfter(last)) {
        throw new NotHeld("a request failed while the dead pod was no target");
      }
    }
  }

  private Optional<Journal.Entry> call(String operation, String ip, long from) {
    return Reaction.first(
        operation, ip, world.journal().since(from).stream().filter(world::byOperator).toList());
  }

  private Duration since(Instant earlier) {
    return Duration.between(earlier, world.clock().now());
  }
}
