package io.latticeoperator.app.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The world of {@code --scenario recipe}: the README's picture, complete and at work.
 *
 * <pre>
 *   VPC of the clients ── service network shop ── service checkout ── HTTP:80 ── three targets
 * </pre>
 */
final class Recipe {
  static final String NETWORK = "shop";
  static final String SERVICE = "checkout";
  static final int LISTENER_PORT = 80;
  static final int TARGET_PORT = 8080;
  static final List<String> TARGETS = List.of("10.0.1.17", "10.0.2.4", "10.0.2.9");

  private static final String CLIENTS = "vpc-00000000000000001";
  private static final String CLUSTER = "vpc-00000000000000002";
  private static final Duration AGE = Duration.ofHours(1);
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private final VirtualTimeline past;
  private final LatticeSimulator lattice;
  private final Caller caller;

  private Recipe(Settings settings, String region, Instant now) {
    past = new VirtualTimeline(now.minus(AGE));
    var world = World.of(vpcs(settings.account(), region).toArray(Vpc[]::new));
    var hasty =
        Settings.instant()
            .with(
                to -> {
                  to.account = settings.account();
                  to.partition = settings.partition();
                });
    lattice = new LatticeSimulator(past, hasty, world, HealthProbe.alwaysHealthy(), 1);
    caller = new Caller(settings.account(), region, settings.account());
  }

  /** The VPC of the clients, and that of the targets. */
  static List<Vpc> vpcs(String account, String region) {
    return List.of(
        Vpc.of(CLIENTS, account, region, "10.1.0.0/16"),
        Vpc.of(CLUSTER, account, region, "10.0.0.0/16"));
  }

  /**
   * A control plane in which all this was made an hour ago, as {@link LatticeSimulator#save} gives
   * it: nobody has to wait until it has settled.
   */
  static JsonNode state(Settings settings, String region, Instant now) {
    var recipe = new Recipe(settings, region, now);
    recipe.play();
    return recipe.lattice.save();
  }

  private void play() {
    var network = made("CreateServiceNetwork", input().put("name", NETWORK));
    var association = input().put("serviceNetworkIdentifier", network);
    made("CreateServiceNetworkVpcAssociation", association.put("vpcIdentifier", CLIENTS));
    var group = input().put("name", SERVICE).put("type", "IP");
    group
        .putObject("config")
        .put("protocol", "HTTP")
        .put("port", TARGET_PORT)
        .put("vpcIdentifier", CLUSTER);
    var groupId = made("CreateTargetGroup", group);
    var service = made("CreateService", input().put("name", SERVICE));
    var listener =
        input()
            .put("serviceIdentifier", service)
            .put("name", "http")
            .put("protocol", "HTTP")
            .put("port", LISTENER_PORT);
    listener
        .putObject("defaultAction")
        .putObject("forward")
        .putArray("targetGroups")
        .addObject()
        .put("targetGroupIdentifier", groupId);
    made("CreateListener", listener);
    made(
        "CreateServiceNetworkServiceAssociation",
        input().put("serviceNetworkIdentifier", network).put("serviceIdentifier", service));
    var registration = input().put("targetGroupIdentifier", groupId);
    var targets = registration.putArray("targets");
    TARGETS.forEach(ip -> targets.addObject().put("id", ip).put("port", TARGET_PORT));
    made("RegisterTargets", registration);
  }

  /** The ID of what a call makes, when it has settled. */
  private String made(String operation, ObjectNode input) {
    var output =
        switch (lattice.call(new Call(caller, operation, input))) {
          case Answer.Ok ok -> ok.output();
          case Answer.Refusal refusal ->
              throw new IllegalStateException(operation + ": " + refusal.message());
          case Answer.Lost _ -> throw new IllegalStateException(operation + ": no answer");
        };
    past.advance(SETTLED);
    return output.path("id").asText();
  }

  private static ObjectNode input() {
    return JsonNodeFactory.instance.objectNode();
  }
}
