package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The operations on resource policies, which are kept as they are: shares decide who sees what. */
final class ResourcePolicies {
  private ResourcePolicies() {}

  static ObjectNode put(State state, Request request) {
    var arn = require(state, request).arn();
    var text = PolicyText.read(request);
    state.attachments().resourcePolicies().write(arn, text, request.now());
    return Json.object();
  }

  /** Without a policy the answer is empty, not a refusal. */
  static ObjectNode get(State state, Request request) {
    var output = Json.object();
    state
        .attachments()
        .resourcePolicies()
        .find(require(state, request).arn())
        .ifPresent(policy -> output.put("policy", policy.text()));
    return output;
  }

  static ObjectNode delete(State state, Request request) {
    state.attachments().resourcePolicies().remove(require(state, request).arn());
    return Json.object();
  }

  private static Resource require(State state, Request request) {
    var arn = request.text("resourceArn");
    return switch (request.id("resourceArn").split("-", 2)[0]) {
      case "sn" -> state.networks().require(request.owner(), arn);
      case "svc" -> state.services().require(request.owner(), arn);
      default -> state.resourceConfigurations().require(request.owner(), arn);
    };
  }
}
