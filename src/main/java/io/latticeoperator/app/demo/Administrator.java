package io.latticeoperator.app.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.LatticeSimulator;

/**
 * Whoever runs the AWS account: makes the service network, and things that are no operator's
 * business.
 */
final class Administrator {
  static final String NETWORK = "demo";
  private static final int NOT_FOUND = 404;
  private static final int FOREIGN_PORT = 8080;

  private final LatticeSimulator lattice;
  private final Caller caller;

  Administrator(LatticeSimulator lattice, String region) {
    this.lattice = lattice;
    this.caller = new Caller(lattice.settings().account(), region, "administrator");
  }

  /** The network and an association for each VPC. */
  void connect(String... vpcs) {
    var network = call("CreateServiceNetwork", input().put("name", NETWORK)).path("id").asText();
    for (var vpc : vpcs) {
      call(
          "CreateServiceNetworkVpcAssociation",
          input().put("serviceNetworkIdentifier", network).put("vpcIdentifier", vpc));
    }
  }

  /** Another team's service in the same network, with a listener, and a target group. */
  void otherTeam(String vpc, String address, Patience patience) throws NotHeld {
    var service = call("CreateService", tagged("inventory")).path("id").asText();
    var group = tagged("inventory-blue").put("type", "IP");
    group
        .putObject("config")
        .put("port", FOREIGN_PORT)
        .put("protocol", "HTTP")
        .put("vpcIdentifier", vpc);
    var groupId = call("CreateTargetGroup", group).path("id").asText();
    patience.until("the other team's service", () -> new Inventory(lattice.snapshot()).settled());
    var listener = tagged("web");
    listener
        .put("serviceIdentifier", service)
        .put("protocol", "HTTP")
        .put("port", 80)
        .putObject("defaultAction")
        .putObject("fixedResponse")
        .put("statusCode", NOT_FOUND);
    call("CreateListener", listener);
    call(
        "CreateServiceNetworkServiceAssociation",
        input().put("serviceNetworkIdentifier", network()).put("serviceIdentifier", service));
    var target = input().put("targetGroupIdentifier", groupId);
    target.putArray("targets").addObject().put("id", address).put("port", FOREIGN_PORT);
    call("RegisterTargets", target);
    patience.until("the other team's wiring", () -> new Inventory(lattice.snapshot()).settled());
  }

  /** {@code aws vpc-lattice deregister-targets}. */
  void deregister(String targetGroup, String ip) {
    var input = input().put("targetGroupIdentifier", targetGroup);
    input.putArray("targets").addObject().put("id", ip).put("port", Checkout.PORT);
    call("DeregisterTargets", input);
  }

  private String network() {
    return call("ListServiceNetworks", input()).path("items").path(0).path("id").asText();
  }

  private ObjectNode call(String operation, ObjectNode input) {
    return switch (lattice.call(new Call(caller, operation, input))) {
      case Answer.Ok ok -> ok.output();
      case Answer.Refusal refusal ->
          throw new IllegalStateException(operation + ": " + refusal.message());
      case Answer.Lost _ -> throw new IllegalStateException(operation + ": no answer");
    };
  }

  private static ObjectNode tagged(String name) {
    var input = input().put("name", name);
    input.putObject("tags").put("team", "inventory");
    return input;
  }

  private static ObjectNode input() {
    return JsonNodeFactory.instance.objectNode();
  }
}
