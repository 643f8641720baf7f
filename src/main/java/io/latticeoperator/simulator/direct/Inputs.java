package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of inputs, from the model. */
final class Inputs {
  private Inputs() {}

  static void tags(ObjectNode input, Map<String, String> tags) {
    var node = input.putObject("tags");
    tags.forEach(node::put);
  }

  static ObjectNode config(TargetGroup group) {
    var properties = group.properties();
    var config =
        Calls.input()
            .put("port", group.port())
            .put("protocol", properties.protocol().name())
            .put("protocolVersion", properties.protocolVersion().name())
            .put("ipAddressType", properties.ipAddressType().name())
            .put("vpcIdentifier", properties.vpcId());
    config.set("healthCheck", healthCheck(group.healthCheck(), null));
    return config;
  }

  /**
   * @param before what is there, null when nothing is; 0 takes a port away that it has
   */
  static ObjectNode healthCheck(HealthCheck check, @Nullable HealthCheck before) {
    var node = Calls.input().put("enabled", check.enabled());
    if (!check.enabled()) {
      return node;
    }
    node.put("protocol", check.protocol().name())
        .put("protocolVersion", check.protocolVersion().name())
        .put("path", check.path())
        .put("healthCheckIntervalSeconds", check.intervalSeconds())
        .put("healthCheckTimeoutSeconds", check.timeoutSeconds())
        .put("healthyThresholdCount", check.healthyThreshold())
        .put("unhealthyThresholdCount", check.unhealthyThreshold());
    node.putObject("matcher").put("httpCode", check.matcher());
    if (check.port() != null) {
      node.put("port", check.port());
    } else if (before != null && before.port() != null) {
      node.put("port", 0);
    }
    return node;
  }

  static ObjectNode action(Map<String, Integer> weights, Map<Role, String> ids) {
    var action = Calls.input();
    if (weights.isEmpty()) {
      action.putObject("fixedResponse").put("statusCode", 404);
      return action;
    }
    var groups = action.putObject("forward").putArray("targetGroups");
    weights.forEach(
        (group, weight) ->
            groups
                .addObject()
                .put("targetGroupIdentifier", ids.getOrDefault(new Role(group), group))
                .put("weight", weight));
    return action;
  }

  static ObjectNode targets(String groupId, List<TargetAddress> addresses) {
    var input = Calls.input().put("targetGroupIdentifier", groupId);
    var targets = input.putArray("targets");
    for (var address : addresses) {
      targets.addObject().put("id", address.ip()).put("port", address.port());
    }
    return input;
  }

  static void texts(ObjectNode input, String member, Collection<String> texts) {
    var list = input.putArray(member);
    texts.forEach(list::add);
  }

  /** Tags as a list of pairs. */
  static void tags(
      ObjectNode input, String member, String key, String value, Map<String, String> tags) {
    var list = input.putArray(member);
    tags.forEach((name, text) -> list.addObject().put(key, name).put(value, text));
  }

  /** A filter of EC2, in which asterisk and question mark stand for other characters. */
  static void filter(ObjectNode input, String name, String value) {
    filter(
        input, name, List.of(value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?")));
  }

  static void filter(ObjectNode input, String name, List<String> patterns) {
    var filter = input.withArray("Filter").addObject().put("Name", name);
    texts(filter, "Value", patterns);
  }

  /**
   * The id or ARN of what is needed.
   *
   * @throws IllegalArgumentException when the change does not carry it
   */
  static String needed(Map<Role, String> ids, Role role) {
    var id = ids.get(role);
    if (id == null) {
      throw new IllegalArgumentException("the " + role + " is not among " + ids);
    }
    return id;
  }
}
