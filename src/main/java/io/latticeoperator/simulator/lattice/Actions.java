package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;

/** The wire form of actions, and what must hold for one to be taken. */
final class Actions {
  private Actions() {}

  /**
   * Refused unless every group exists, is ACTIVE, fits the listener and serves no other service.
   */
  static Action read(
      State state, Request request, Service service, ListenerProtocol protocol, JsonNode node) {
    if (node.hasNonNull("fixedResponse")) {
      int statusCode = node.get("fixedResponse").get("statusCode").asInt();
      if (statusCode != 404 && statusCode != 500) {
        throw Refused.invalid("Fixed response status code must be 404 or 500");
      }
      if (protocol == ListenerProtocol.TLS_PASSTHROUGH) {
        throw Refused.invalid("A TLS_PASSTHROUGH listener can only forward");
      }
      return new Action.FixedResponse(statusCode);
    }
    var entries = node.get("forward").get("targetGroups");
    var groups = new ArrayList<Action.Weighted>();
    for (var entry : entries) {
      if (entries.size() > 1 && !entry.hasNonNull("weight")) {
        throw Refused.invalid("Weight is required when there is more than one target group");
      }
      var group =
          state
              .targetGroups()
              .require(request.owner(), entry.get("targetGroupIdentifier").asText());
      admit(state, service, protocol, group);
      groups.add(
          new Action.Weighted(
              group.id(),
              entry.path("weight").asInt(state.settings().choices().weightOfSingleGroup())));
    }
    var action = new Action.Forward(groups);
    admitCount(state, request, service, action);
    return action;
  }

  static ObjectNode write(Action action) {
    var node = Json.object();
    switch (action) {
      case Action.FixedResponse fixed ->
          node.putObject("fixedResponse").put("statusCode", fixed.statusCode());
      case Action.Forward forward -> {
        var groups = node.putObject("forward").putArray("targetGroups");
        for (var group : forward.groups()) {
          groups
              .addObject()
              .put("targetGroupIdentifier", group.targetGroupId())
              .put("weight", group.weight());
        }
      }
    }
    return node;
  }

  private static void admit(
      State state, Service service, ListenerProtocol protocol, TargetGroup group) {
    if (group.status() != Status.ACTIVE) {
      throw Refused.status("TARGET_GROUP", group.id(), group.status());
    }
    boolean tcp = group.config().protocol().equals("TCP");
    if (tcp != (protocol == ListenerProtocol.TLS_PASSTHROUGH)) {
      throw Refused.invalid(
          "Target group %s of protocol %s cannot be used by a %s listener"
              .formatted(group.id(), group.config().protocol(), protocol));
    }
    for (var other : state.services().all()) {
      if (!other.id().equals(service.id())
          && Services.targetGroupIds(state, other.id()).contains(group.id())) {
        throw Refused.conflict(
            "TARGET_GROUP",
            group.id(),
            "Target group %s is used by another service".formatted(group.id()));
      }
    }
  }

  private static void admitCount(State state, Request request, Service service, Action action) {
    var present = Services.targetGroupIds(state, service.id());
    var more = new HashSet<>(action.targetGroupIds());
    more.removeAll(present);
    if (!more.isEmpty()) {
      Quotas.admit(state, request, Quota.TARGET_GROUPS_PER_SERVICE, present.size(), more.size());
    }
  }
}
