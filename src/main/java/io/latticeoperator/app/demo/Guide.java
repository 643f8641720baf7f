package io.latticeoperator.app.demo;

import io.latticeoperator.kube.Annotations;
import io.latticeoperator.simulator.lattice.Settings;
import java.net.InetSocketAddress;
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
          "  Register and Deregister reach the data plane after %s, not %s"
              .formatted(text(here.dataPlaneLag()), text(aws.dataPlaneLag())));
      screen.line(
          "  targets drain for %s, not %s; health checks come %d times as often"
              .formatted(
                  text(here.draining()),
                  text(aws.draining()),
                  Math.round(aws.healthCheckScale() / here.healthCheckScale())));
      screen.line(
          "  a service takes %s to become ACTIVE, not %s"
              .formatted(text(here.delays().serviceCreate()), text(aws.delays().serviceCreate())));
    }
    screen.blank();
  }

  void sum(Story.Outcome outcome) {
    var summary = outcome.summary();
    screen.blank();
    screen.heading(outcome.held() ? "Every step held." : "The story did not hold.");
    screen.line(
        "%d requests, %d failed, %d of these in planned steps; %d resources left in AWS"
            .formatted(
                summary.requests(),
                summary.failed(),
                summary.failedPlanned(),
                summary.leftovers()));
    if (!outcome.held()) {
      for (var operator : world.operators()) {
        screen.blank();
        screen.line("the end of %s:".formatted(operator.log().getFileName()));
        screen.lines(operator.lastWords());
      }
    }
  }

  /** What can be looked at and changed now. */
  void tour() {
    screen.blank();
    screen.heading("It stays up until Ctrl-C. In another terminal:");
    screen.blank();
    """
        ONE=%1$s
        TWO=%2$s
        kubectl --kubeconfig $ONE get pods,services,latticeexports -o wide
        kubectl --kubeconfig $ONE annotate service checkout %5$s=true
        kubectl --kubeconfig $ONE scale deployment checkout --replicas=4
        kubectl --kubeconfig $ONE get latticeexports -w
        kubectl --kubeconfig $TWO get nodes

        export AWS_ENDPOINT_URL=%3$s AWS_REGION=%4$s AWS_DEFAULT_REGION=%4$s
        export AWS_ACCESS_KEY_ID=visitor AWS_SECRET_ACCESS_KEY=demo
        aws vpc-lattice list-services

        NAME=$(kubectl --kubeconfig $ONE get lex checkout -o 'jsonpath={.status.dnsName}')
        curl -H "Host: $NAME" http://%6$s/
      """
        .formatted(
            world.one().kubeconfig(),
            world.two().kubeconfig(),
            world.aws().endpoint(),
            DemoVpc.REGION,
            Annotations.EXPORT,
            address(world.entrance()))
        .lines()
        .forEach(screen::line);
    screen.blank();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("CALLERS IN", "LISTENER PORT", "LOCAL ADDRESS"));
    world
        .aws()
        .proxy()
        .endpoints()
        .forEach(
            (entrance, socket) ->
                rows.add(
                    List.of(entrance.vpcId(), Integer.toString(entrance.port()), address(socket))));
    screen.table(new Table(rows));
  }

  private static String address(InetSocketAddress socket) {
    return socket.getAddress().getHostAddress() + ":" + socket.getPort();
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
