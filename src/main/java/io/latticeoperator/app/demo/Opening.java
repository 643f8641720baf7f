package io.latticeoperator.app.demo;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.kube.Annotations;
import java.util.List;
import java.util.Set;

/** From nothing to a service that answers in another VPC. */
final class Opening {
  static final int REPLICAS = 3;
  private static final int WARM_UP = 500;
  private static final int AT_ONCE = 8;

  private final DemoWorld world;
  private final Patience patience;
  private final Claims claims;
  private final Screen screen;
  private final Load load;
  private final Stage stage;
  private final int rate;
  private Set<String> foreign = Set.of();

  /**
   * @param rate requests a second from the last step on
   */
  Opening(DemoWorld world, Patience patience, Screen screen, Load load, Stage stage, int rate) {
    this.world = world;
    this.patience = patience;
    this.claims = new Claims(world, patience);
    this.screen = screen;
    this.load = load;
    this.stage = stage;
    this.rate = rate;
  }

  /** What was in AWS before anything of ours. */
  Set<String> foreign() {
    return foreign;
  }

  List<Step> steps() {
    return List.of(
        Step.planned("start", this::start),
        Step.planned("deploy checkout", this::deploy),
        Step.planned("annotate the Service", this::annotate),
        Step.planned("call it from the other VPC", this::call));
  }

  private void start() throws NotHeld, MissingPrerequisite {
    for (var operator : world.operators()) {
      operator.start();
    }
    screen.note("an administrator makes the service network '%s'".formatted(Administrator.NETWORK));
    world.administrator().connect(DemoVpc.ONE.id(), DemoVpc.TWO.id());
    screen.note("another team makes a service and a target group of its own");
    world.administrator().otherTeam(DemoVpc.TWO.id(), DemoVpc.TWO.otherAddress(), patience);
    foreign = world.inventory().foreign();
    screen.note("two operators start, each as a process of its own: lattice run");
    patience.until(
        "the operators to be ready",
        () -> {
          requireRunning();
          return world.operators().stream().allMatch(OperatorChild::ready);
        });
  }

  private void requireRunning() throws NotHeld {
    for (var operator : world.operators()) {
      if (!operator.running()) {
        throw new NotHeld("an operator has ended");
      }
    }
  }

  private void deploy() throws NotHeld {
    var api = world.one().api();
    var deployment = Checkout.deployment(world.profile().workload());
    var manifest = world.folder().write("checkout.yaml", deployment + "---\n" + Checkout.service());
    screen.command("kubectl apply -f %s".formatted(manifest.getFileName()));
    api.create(Checkout.DEPLOYMENTS, Checkout.parse(deployment));
    api.create(Checkout.SERVICES, Checkout.parse(Checkout.service()));
    patience.until("three ready pods", () -> claims.ready().size() == REPLICAS);
    screen.table(api.table(Checkout.PODS));
    if (!world.inventory().ours().isEmpty()) {
      throw new NotHeld("something was made in AWS before anybody asked for it");
    }
  }

  private void annotate() throws NotHeld {
    screen.command("kubectl annotate service checkout %s=true".formatted(Annotations.EXPORT));
    world.one().api().patch(Checkout.SERVICE, MergePatch.annotate(Annotations.EXPORT, "true"));
    var shown = new ExportTable(world.one().api(), screen);
    patience.until(
        "the export to be ready",
        () -> {
          shown.look();
          return claims
              .export()
              .filter(export -> Claims.isTrue(export, "Programmed"))
              .filter(export -> Claims.isTrue(export, "Ready"))
              .isPresent();
        });
    claims.targetsAreTheReadyPods(REPLICAS);
    shown.look();
  }

  private void call() throws NotHeld {
    var name =
        claims
            .export()
            .map(export -> export.path("status").path("dnsName").asText())
            .orElseThrow(() -> new NotHeld("the export is gone"));
    screen.command("curl http://%s/    (in VPC two)".formatted(name));
    patience.pass(world.profile().settings().dataPlaneLag());
    load.once(name);
    patience.until("an answer", () -> stage.tally().outstanding() == 0);
    screen.note("answered by %s".formatted(stage.tally().versions().keySet()));
    load.warmUp(name, WARM_UP, AT_ONCE);
    patience.until("answers to the client", () -> stage.tally().outstanding() == 0);
    load.start(name, rate);
    screen.note("from now on %d requests a second, each counted".formatted(rate));
    patience.until("a second of requests", () -> stage.tally().sent() > WARM_UP + rate);
  }
}
