package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import java.util.List;

/** The health of targets, decided from outside. */
final class HealthPages {
  private final LatticeSimulator simulator;

  private HealthPages(LatticeSimulator simulator) {
    this.simulator = simulator;
  }

  static List<AdminPage> of(LatticeSimulator simulator) {
    var pages = new HealthPages(simulator);
    return List.of(
        new AdminPage(
            "PUT",
            "health/{targetGroupId}/{target}",
            "The health checks of a target (id:port) come to the body: HEALTHY, UNHEALTHY, or auto"
                + " for what they find.",
            pages::put));
  }

  private Reply put(AdminCall call) {
    var group = call.variable("targetGroupId");
    var target = call.variable("target");
    int colon = target.lastIndexOf(':');
    if (colon < 0 || !target.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException("The target must be id:port, but is " + target);
    }
    var id = target.substring(0, colon);
    int port = Integer.parseInt(target.substring(colon + 1));
    var verdict = call.http().text().strip();
    switch (verdict) {
      case "HEALTHY" -> simulator.forceHealth(group, id, port, true);
      case "UNHEALTHY" -> simulator.forceHealth(group, id, port, false);
      case "auto" -> simulator.releaseHealth(group, id, port);
      default -> throw new IllegalArgumentException("The body must be HEALTHY, UNHEALTHY or auto");
    }
    return Reply.empty(204);
  }
}
