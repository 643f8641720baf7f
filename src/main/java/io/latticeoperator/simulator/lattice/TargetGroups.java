package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The operations on target groups. */
final class TargetGroups {
  private TargetGroups() {}

  static ObjectNode create(State state, Request request) {
    var name = request.text("name");
    Names.admit(state.targetGroups(), request, "TargetGroup", TargetGroup::name);
    Quotas.admit(
        state, request, Quota.TARGET_GROUPS, state.targetGroups().of(request.owner()).count(), 1);
    var type = request.text("type");
    JsonNode node = request.structure("config").orElseGet(Json::object);
    var config = type.equals("LAMBDA") ? lambda(node) : network(state, request, type, node);
    var defaults = HealthCheckConfigs.defaults(config);
    var healthCheck =
        node.hasNonNull("healthCheck")
            ? HealthCheckConfigs.read(config, node.get("healthCheck"), defaults)
            : defaults;
    var identity = state.identity(request, "tg", "targetgroup/");
    var group =
        new TargetGroup(
            identity,
            name,
            type,
            config,
            healthCheck,
            Progress.of(Status.CREATE_IN_PROGRESS),
            request.now());
    state.targetGroups().put(group);
    state.attachments().tag(group.arn(), request.tags());
    state.later(state.settings().delays().targetGroupCreate(), new Transition.Settle(group.id()));
    return full(group);
  }

  static ObjectNode get(State state, Request request) {
    var group = require(state, request);
    var output = describe(state, group);
    Json.failure(output, group.progress());
    return output;
  }

  static ObjectNode list(State state, Request request) {
    var vpc = request.textOrNull("vpcIdentifier");
    var type = request.textOrNull("targetGroupType");
    return Page.of(
        state,
        request,
        state
            .targetGroups()
            .of(request.owner())
            .filter(group -> vpc == null || vpc.equals(group.config().vpcId()))
            .filter(group -> type == null || type.equals(group.type())),
        group -> summary(state, group));
  }

  static ObjectNode update(State state, Request request) {
    var group = requireActive(state, request);
    if (!group.canBeChecked()) {
      throw Refused.invalid("Health checks are not supported for type " + group.type());
    }
    var node = request.input().get("healthCheck");
    var changed =
        group.withHealthCheck(
            HealthCheckConfigs.read(group.config(), node, group.healthCheck()), request.now());
    state.targetGroups().put(changed);
    return full(changed);
  }

  static ObjectNode delete(State state, Request request) {
    var group = require(state, request);
    if (group.status() != Status.DELETE_IN_PROGRESS) {
      if (group.status() == Status.CREATE_IN_PROGRESS) {
        throw Refused.status("TARGET_GROUP", group.id(), group.status());
      }
      if (!serviceArns(state, group).isEmpty()) {
        throw Refused.conflict(
            "TARGET_GROUP",
            group.id(),
            "TargetGroup %s is used by a listener or rule".formatted(group.id()));
      }
      if (!state.targets().isEmpty(group.id())) {
        throw Refused.conflict(
            "TARGET_GROUP", group.id(), "TargetGroup has targets registered with it");
      }
      state.targetGroups().put(group.with(Progress.of(Status.DELETE_IN_PROGRESS)));
      state.later(state.settings().delays().targetGroupDelete(), new Transition.Vanish(group.id()));
    }
    return Json.object()
        .put("id", group.id())
        .put("arn", group.arn())
        .put("status", Status.DELETE_IN_PROGRESS.name());
  }

  /** The group that a request names, refused unless it is ACTIVE. */
  static TargetGroup requireActive(State state, Request request) {
    var group = require(state, request);
    if (group.status() != Status.ACTIVE) {
      throw Refused.status("TARGET_GROUP", group.id(), group.status());
    }
    return group;
  }

  static TargetGroup require(State state, Request request) {
    return state.targetGroups().require(request.owner(), request.text("targetGroupIdentifier"));
  }

  static ObjectNode describe(State state, TargetGroup group) {
    var output =
        full(group)
            .put("createdAt", Json.time(group.identity().createdAt()))
            .put("lastUpdatedAt", Json.time(group.updatedAt()));
    var arns = output.putArray("serviceArns");
    serviceArns(state, group).forEach(arns::add);
    return output;
  }

  private static List<String> serviceArns(State state, TargetGroup group) {
    return state.services().all().stream()
        .filter(service -> Services.targetGroupIds(state, service.id()).contains(group.id()))
        .map(Service::arn)
        .toList();
  }

  private static TargetGroup.Config lambda(JsonNode node) {
    for (var member :
        List.of(
            "port",
            "protocol",
            "protocolVersion",
            "vpcIdentifier",
            "ipAddressType",
            "healthCheck")) {
      if (node.hasNonNull(member)) {
        throw Refused.invalid("A LAMBDA target group cannot have config." + member);
      }
    }
    var version = node.path("lambdaEventStructureVersion").asText("V1");
    return new TargetGroup.Config(0, "", "", "", "", version);
  }

  private static TargetGroup.Config network(
      State state, Request request, String type, JsonNode node) {
    for (var member : List.of("port", "protocol", "vpcIdentifier")) {
      if (!node.hasNonNull(member)) {
        throw Refused.invalid("A target group of type %s needs config.%s".formatted(type, member));
      }
    }
    if (type.equals("ALB") && node.hasNonNull("healthCheck")) {
      throw Refused.invalid("Health checks are not supported for type ALB");
    }
    var protocol = node.get("protocol").asText();
    var version = node.path("protocolVersion").asText("");
    if (type.equals("ALB") && (version.equals("HTTP2") || version.equals("GRPC"))) {
      throw Refused.invalid("An ALB target group cannot have protocolVersion " + version);
    }
    if (protocol.equals("TCP") && !version.isEmpty()) {
      throw Refused.invalid("A TCP target group has no protocolVersion");
    }
    if (node.hasNonNull("ipAddressType") && !type.equals("IP")) {
      throw Refused.invalid("Only IP target groups have an ipAddressType");
    }
    var vpcId = node.get("vpcIdentifier").asText();
    var vpc =
        state
            .world()
            .vpc(vpcId)
            .filter(each -> each.account().equals(request.owner().account()))
            .filter(each -> each.region().equals(request.owner().region()))
            .orElseThrow(() -> Refused.invalid("VPC %s does not exist".formatted(vpcId)));
    var family = node.path("ipAddressType").asText(type.equals("IP") ? "IPV4" : "");
    if (family.equals("IPV6") && vpc.cidrs().stream().noneMatch(cidr -> cidr.isIpv6())) {
      throw Refused.invalid("VPC %s has no IPv6 CIDR block".formatted(vpcId));
    }
    return new TargetGroup.Config(
        node.get("port").asInt(),
        protocol,
        version.isEmpty() && !protocol.equals("TCP") ? "HTTP1" : version,
        family,
        vpcId,
        "");
  }

  private static ObjectNode summary(State state, TargetGroup group) {
    var config = group.config();
    var output =
        Json.object()
            .put("id", group.id())
            .put("arn", group.arn())
            .put("name", group.name())
            .put("type", group.type())
            .put("status", group.status().name())
            .put("createdAt", Json.time(group.identity().createdAt()))
            .put("lastUpdatedAt", Json.time(group.updatedAt()));
    network(output, config, false);
    var arns = output.putArray("serviceArns");
    serviceArns(state, group).forEach(arns::add);
    return output;
  }

  private static ObjectNode full(TargetGroup group) {
    var output =
        Json.object()
            .put("id", group.id())
            .put("arn", group.arn())
            .put("name", group.name())
            .put("type", group.type())
            .put("status", group.status().name());
    var config = output.putObject("config");
    network(config, group.config(), true);
    if (group.canBeChecked()) {
      config.set("healthCheck", HealthCheckConfigs.write(group.healthCheck()));
    }
    return output;
  }

  private static void network(ObjectNode node, TargetGroup.Config config, boolean withVersion) {
    if (config.port() != 0) {
      node.put("port", config.port());
    }
    Json.optional(node, "protocol", config.protocol());
    if (withVersion) {
      Json.optional(node, "protocolVersion", config.protocolVersion());
    }
    Json.optional(node, "ipAddressType", config.ipAddressType());
    Json.optional(node, "vpcIdentifier", config.vpcId());
    Json.optional(node, "lambdaEventStructureVersion", config.lambdaEventStructureVersion());
  }
}
