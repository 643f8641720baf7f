package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The model, from the parts of outputs. The simulator leaves out nothing that has a default. */
final class Outputs {
  private Outputs() {}

  static ResourceStatus status(JsonNode output) {
    var status = output.path("status");
    return status.isMissingNode()
        ? ResourceStatus.ACTIVE
        : ResourceStatus.valueOf(status.textValue());
  }

  /** Id, ARN and status, and whatever else the kind of resource has. */
  static Physical physical(JsonNode output) {
    return new Physical(
        text(output, "id"), text(output, "arn"), status(output), failure(output), null, null);
  }

  static Physical servicePhysical(JsonNode output) {
    var plain = physical(output);
    return new Physical(
        plain.id(),
        plain.arn(),
        plain.status(),
        plain.failure(),
        output.path("dnsEntry").path("domainName").textValue(),
        null);
  }

  static Resource service(JsonNode output) {
    return new Resource(
        new LatticeService(text(output, "name"), AuthType.valueOf(text(output, "authType"))),
        servicePhysical(output));
  }

  static Resource association(JsonNode output) {
    return new Resource(
        new ServiceAssociation(text(output, "serviceNetworkId"), text(output, "serviceNetworkArn")),
        physical(output));
  }

  /** Empty for TLS passthrough, which the model does not know. */
  static Optional<Resource> listener(JsonNode output) {
    if (text(output, "protocol").equals("TLS_PASSTHROUGH")) {
      return Optional.empty();
    }
    var weights = new TreeMap<String, Integer>();
    for (var group : output.path("defaultAction").path("forward").path("targetGroups")) {
      weights.put(text(group, "targetGroupIdentifier"), group.path("weight").intValue());
    }
    var listener =
        new Listener(
            Listener.Protocol.valueOf(text(output, "protocol")),
            output.path("port").intValue(),
            weights);
    return Optional.of(new Resource(listener, physical(output)));
  }

  static Resource targetGroup(JsonNode output) {
    var config = output.path("config");
    if (!text(output, "type").equals("IP")) {
      throw new CallFailed(
          Fault.of(
              Fault.Kind.INVALID,
              "target group %s (%s) is of type %s; only IP target groups can be used"
                  .formatted(text(output, "name"), text(output, "id"), text(output, "type"))));
    }
    if (text(config, "protocol").equals("TCP")) {
      throw new CallFailed(
          Fault.of(
              Fault.Kind.INVALID,
              "target group %s (%s) speaks TCP, which cannot be used"
                  .formatted(text(output, "name"), text(output, "id"))));
    }
    var properties =
        new TargetGroup.Properties(
            TargetGroup.Protocol.valueOf(text(config, "protocol")),
            TargetGroup.ProtocolVersion.valueOf(text(config, "protocolVersion")),
            TargetGroup.IpAddressType.valueOf(text(config, "ipAddressType")),
            text(config, "vpcIdentifier"));
    return new Resource(
        new TargetGroup(
            text(output, "name"),
            properties,
            healthCheck(config.path("healthCheck")),
            Targets.Registered.NONE),
        physical(output));
  }

  private static HealthCheck healthCheck(JsonNode check) {
    return new HealthCheck(
        check.path("enabled").booleanValue(),
        TargetGroup.Protocol.valueOf(text(check, "protocol")),
        TargetGroup.ProtocolVersion.valueOf(text(check, "protocolVersion")),
        check.hasNonNull("port") ? Integer.valueOf(check.path("port").intValue()) : null,
        text(check, "path"),
        text(check.path("matcher"), "httpCode"),
        check.path("healthCheckIntervalSeconds").intValue(),
        check.path("healthCheckTimeoutSeconds").intValue(),
        check.path("healthyThresholdCount").intValue(),
        check.path("unhealthyThresholdCount").intValue());
  }

  static Targets.Registered targets(List<JsonNode> items) {
    var statuses = new TreeMap<TargetAddress, TargetStatus>();
    items.forEach(item -> statuses.put(address(item), TargetStatus.valueOf(text(item, "status"))));
    return new Targets.Registered(statuses);
  }

  static Map<TargetAddress, String> refused(JsonNode output) {
    var refused = new HashMap<TargetAddress, String>();
    for (var failure : output.path("unsuccessful")) {
      refused.put(address(failure), String.valueOf(failure(failure)));
    }
    return refused;
  }

  /** Tags as members of a structure. */
  static Map<String, String> tags(JsonNode structure) {
    var tags = new HashMap<String, String>();
    structure.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }

  /** Tags as a list of pairs. */
  static Map<String, String> tags(JsonNode list, String key, String value) {
    var tags = new HashMap<String, String>();
    list.forEach(tag -> tags.put(text(tag, key), text(tag, value)));
    return tags;
  }

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  /** Null when it is left out. */
  static @Nullable Integer whole(JsonNode output, String member) {
    return output.hasNonNull(member) ? Integer.valueOf(output.path(member).intValue()) : null;
  }

  /** What is there in the call itself. */
  static Physical synchronous(String id, String arn) {
    return new Physical(id, arn, ResourceStatus.ACTIVE, null, null, null);
  }

  private static TargetAddress address(JsonNode target) {
    return new TargetAddress(text(target, "id"), target.path("port").intValue());
  }

  private static @Nullable String failure(JsonNode output) {
    var code = output.path("failureCode").textValue();
    var message = output.path("failureMessage").textValue();
    return code == null ? message : code + ": " + message;
  }

  static String text(JsonNode output, String member) {
    return output.path(member).asText();
  }
}
