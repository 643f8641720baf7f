package io.latticeoperator.app.demo;

import io.latticeoperator.simulator.lattice.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the visitor is told before and after the story. */
final class Guide {
  private final DemoWorld world;
  private final Screen screen;

  Guide(DemoWorld world, Screen screen) {
    this.world = world;
    this.screen = screen;
  }

  void welcome() {
    screen.heading("Two clusters in two VPCs, VPC Lattice between them; all on this machine.");
    var here = world.profile().settings();
    var aws = Settings.aws();
    if (!here.equals(aws)) {
      screen.line("Quicker than AWS (--profile aws is not, and takes several minutes):");
      screen.line(
          "  Register and Deregister reach the data plane after %s, not %s",
          text(here.dataPlaneLag()), text(aws.dataPlaneLag()));
      screen.line(
          "  targets drain for %s, not %s; health checks come %.0f times as often",
          text(here.draining()),
          text(aws.draining()),
          aws.healthCheckScale() / here.healthCheckScale());
      screen.line(
          "  a service takes %s to become ACTIVE, not %s",
          text(here.delays().serviceCreate()), text(aws.delays().serviceCreate()));
    }
    screen.blank();
  }

  void sum(Story.Outcome outcome) {
    var summary = outcome.summary();
    screen.blank();
    screen.heading(outcome.held() ? "Every step held." : "The story did not hold.");
    screen.line(
        "%d requests, %d failed, %d of these in planned steps; %d resources left in AWS",
        summary.requests(), summary.failed(), summary.failedPlanned(), summary.leftovers());
    if (!outcome.held()) {
      for (var operator : world.operators()) {
        screen.blank();
        screen.line("the end of %s:", operator.log().getFileName());
        screen.lines(operator.lastWords());
      }
    }
  }

  /** What can be looked at and changed now. */
  void tour() {
    var one = world.one().kubeconfig();
    screen.blank();
    screen.heading("It stays up until Ctrl-C. In another terminal:");
    for (var cluster : List.of(world.one(), world.two())) {
      screen.line(
          "  kubectl --kubeconfig %s get pods,svc,lex -o wide    # cluster %s",
          cluster.kubeconfig(), cluster.name());
    }
    screen.line(
        "  kubectl --kubeconfig %s annotate service checkout latticeoperator.io/export=true", one);
    screen.line("  kubectl --kubeconfig %s scale deployment checkout --replicas=4", one);
    screen.line("  kubectl --kubeconfig %s get lex -w", one);
    screen.blank();
    screen.line(
        "  export AWS_ENDPOINT_URL=%s AWS_REGION=%s AWS_ACCESS_KEY_ID=visitor"
            + " AWS_SECRET_ACCESS_KEY=demo",
        world.aws().endpoint(), DemoVpc.REGION);
    screen.line("  aws vpc-lattice list-services");
    screen.blank();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("  VPC", "LISTENER PORT", "LOCAL ADDRESS"));
    world
        .aws()
        .proxy()
        .endpoints()
        .forEach(
            (entrance, socket) ->
                rows.add(
                    List.of(
                        "  " + entrance.vpcId(),
                        Integer.toString(entrance.port()),
                        address(socket.getPort()))));
    new Table(rows).lines().forEach(screen::print);
    screen.line(
        "  curl -H 'Host: DNS-NAME-OF-THE-SERVICE' http://%s/    # from VPC two",
        address(world.entrance().getPort()));
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0
        ? time.toSeconds() + " s"
        : "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
