package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The operations on targets. A target is known by its ID and port together. */
final class Targets {
  private Targets() {}

  static ObjectNode register(State state, Request request) {
    var group = TargetGroups.requireActive(state, request);
    var output = Json.object();
    var successful = output.putArray("successful");
    var unsuccessful = output.putArray("unsuccessful");
    var accepted = new LinkedHashSet<Target.Key>();
    for (var key : keys(group, request)) {
      var failure = TargetAdmission.refusal(state, group, key, accepted);
      if (failure.isPresent()) {
        fail(unsuccessful, key, "UnsupportedTarget", failure.get());
      } else {
        accepted.add(key);
      }
    }
    long more = accepted.stream().filter(key -> !isActive(state, group, key)).count();
    Quotas.admit(
        state, request, Quota.TARGETS_PER_TARGET_GROUP, state.targets().active(group.id()), more);
    for (var key : accepted) {
      if (!isActive(state, group, key)) {
        long sequence =
            state
                .targets()
                .find(group.id(), key)
                .map(Target::sequence)
                .orElseGet(state::nextSequence);
        state
            .targets()
            .put(
                group.id(),
                new Target(key, sequence, TargetStatus.UNUSED, null, request.now(), null, false));
      }
      successful.add(write(key));
    }
    return output;
  }

  static ObjectNode deregister(State state, Request request) {
    var group = TargetGroups.requireActive(state, request);
    var output = Json.object();
    var successful = output.putArray("successful");
    var unsuccessful = output.putArray("unsuccessful");
    for (var key : keys(group, request)) {
      var target = state.targets().find(group.id(), key);
      if (target.isPresent()) {
        leave(state, request, group, target.get());
        successful.add(write(key));
      } else if (state.settings().choices().deregisterUnknownFails()) {
        fail(unsuccessful, key, "TargetNotFound", "The target is not registered");
      }
    }
    return output;
  }

  static ObjectNode list(State state, Request request) {
    var group = TargetGroups.require(state, request);
    var wanted = keys(group, request);
    return Page.ordered(
        request,
        state.targets().of(group.id()).stream()
            .filter(target -> wanted.isEmpty() || wanted.contains(target.key())),
        Target::sequence,
        Targets::describe);
  }

  static ObjectNode describe(Target target) {
    var output = write(target.key()).put("status", target.status().name());
    Json.optional(output, "reasonCode", target.reasonCode());
    return output;
  }

  private static void leave(State state, Request request, TargetGroup group, Target target) {
    if (target.status() == TargetStatus.DRAINING) {
      return;
    }
    var draining = target.draining(request.now());
    state.targets().put(group.id(), draining);
    if (target.status() == TargetStatus.UNUSED) {
      depart(state, group.id(), target.key());
    } else {
      state.later(
          state.settings().draining(),
          new Transition.Drained(group.id(), target.key(), request.now()));
    }
  }

  /** Takes a target off the lists; the view keeps it for as long as the lag may show it. */
  static void depart(State state, String targetGroupId, Target.Key key) {
    state
        .targets()
        .remove(targetGroupId, key)
        .ifPresent(
            gone ->
                state.later(
                    state.settings().dataPlaneLag(), new Transition.Forget(targetGroupId, gone)));
  }

  private static boolean isActive(State state, TargetGroup group, Target.Key key) {
    return state
        .targets()
        .find(group.id(), key)
        .filter(target -> target.status() != TargetStatus.DRAINING)
        .isPresent();
  }

  private static Set<Target.Key> keys(TargetGroup group, Request request) {
    var keys = new LinkedHashSet<Target.Key>();
    for (var node : request.items("targets")) {
      keys.add(key(group, node));
    }
    return keys;
  }

  private static Target.Key key(TargetGroup group, JsonNode node) {
    return new Target.Key(node.get("id").asText(), node.path("port").asInt(group.config().port()));
  }

  private static ObjectNode write(Target.Key key) {
    var node = Json.object().put("id", key.id());
    if (key.port() != 0) {
      node.put("port", key.port());
    }
    return node;
  }

  private static void fail(ArrayNode unsuccessful, Target.Key key, String code, String message) {
    unsuccessful.add(write(key).put("failureCode", code).put("failureMessage", message));
  }
}
