package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Subnet;
import java.util.List;
import java.util.stream.Collectors;

/** The operations on resource gateways. */
final class ResourceGateways {
  private static final String TYPE = "RESOURCE_GATEWAY";
  private static final int DEFAULT_ADDRESSES = 16;

  private ResourceGateways() {}

  static ObjectNode create(State state, Request request) {
    Names.admit(state.resourceGateways(), request, "ResourceGateway", ResourceGateway::name);
    var vpcId = request.textOrNull("vpcIdentifier");
    var subnetIds = request.items("subnetIds").stream().map(JsonNode::asText).toList();
    if (vpcId == null || subnetIds.isEmpty()) {
      throw Refused.invalid("A resource gateway needs vpcIdentifier and subnetIds");
    }
    admitSubnets(state, request.owner(), vpcId, subnetIds);
    var groups = SecurityGroupIds.read(state, request, vpcId);
    var family = request.text("ipAddressType", "IPV4");
    var addresses = request.whole("ipv4AddressesPerEni");
    if (addresses.isPresent() && family.equals("IPV6")) {
      throw Refused.invalid("A resource gateway of type IPV6 has no ipv4AddressesPerEni");
    }
    long present =
        state.resourceGateways().all().stream().filter(row -> row.vpcId().equals(vpcId)).count();
    Quotas.admit(state, request, Quota.RESOURCE_GATEWAYS_PER_VPC, present, 1);
    var gateway =
        new ResourceGateway(
            state.identity(request, "rgw", "resourcegateway/"),
            request.text("name"),
            vpcId,
            subnetIds,
            groups,
            family,
            family.equals("IPV6") ? 0 : addresses.orElse(DEFAULT_ADDRESSES),
            request.text("resourceConfigDnsResolution", "PUBLIC"),
            Progress.of(Status.CREATE_IN_PROGRESS),
            request.now());
    state.resourceGateways().put(gateway);
    state.attachments().tag(gateway.arn(), request.tags());
    state.later(state.settings().delays().resourceGateway(), new Transition.Settle(gateway.id()));
    return placed(detailed(gateway), "vpcIdentifier", gateway);
  }

  static ObjectNode get(State state, Request request) {
    return describe(require(state, request));
  }

  static ObjectNode list(State state, Request request) {
    return Page.of(
        state,
        request,
        state.resourceGateways().of(request.owner()),
        gateway -> timed(placed(detailed(gateway), "vpcIdentifier", gateway), gateway));
  }

  static ObjectNode update(State state, Request request) {
    var gateway = require(state, request);
    Evolutions.admitChange(TYPE, gateway);
    var groups =
        request.structure("securityGroupIds").isPresent()
            ? SecurityGroupIds.read(state, request, gateway.vpcId())
            : gateway.securityGroupIds();
    var changed = gateway.updating(groups, request.now());
    state.resourceGateways().put(changed);
    state.later(state.settings().delays().resourceGateway(), new Transition.Settle(changed.id()));
    var output = placed(detailed(changed), "vpcId", changed);
    output.remove("ipv4AddressesPerEni");
    output.remove("resourceConfigDnsResolution");
    return output;
  }

  static ObjectNode delete(State state, Request request) {
    var gateway = require(state, request);
    Evolutions.admitDeletion(TYPE, gateway);
    if (state.resourceConfigurations().any(row -> row.gatewayId().equals(gateway.id()))) {
      throw Refused.conflict(
          TYPE,
          gateway.id(),
          "ResourceGateway %s is used by resource configurations".formatted(gateway.id()));
    }
    var leaving = gateway.with(Progress.of(Status.DELETE_IN_PROGRESS));
    state.resourceGateways().put(leaving);
    state.later(state.settings().delays().resourceGateway(), new Transition.Vanish(leaving.id()));
    return named(leaving);
  }

  /** The caller's gateway of an identifier, refused unless it is ACTIVE. */
  static ResourceGateway requireActive(State state, Request request, String identifier) {
    var gateway = state.resourceGateways().require(request.owner(), identifier);
    Evolutions.admitUse(TYPE, gateway);
    return gateway;
  }

  static ObjectNode describe(ResourceGateway gateway) {
    return timed(placed(detailed(gateway), "vpcId", gateway), gateway).put("serviceManaged", false);
  }

  private static ResourceGateway require(State state, Request request) {
    return state
        .resourceGateways()
        .require(request.owner(), request.text("resourceGatewayIdentifier"));
  }

  private static void admitSubnets(State state, Owner owner, String vpcId, List<String> subnetIds) {
    var known =
        state
            .world()
            .vpc(vpcId)
            .filter(vpc -> new Owner(vpc.account(), vpc.region()).equals(owner))
            .orElseThrow(() -> Refused.invalid("VPC %s does not exist".formatted(vpcId)))
            .subnets()
            .stream()
            .map(Subnet::id)
            .collect(Collectors.toSet());
    for (var id : subnetIds) {
      if (!known.contains(id)) {
        throw Refused.invalid("Subnet %s is not in VPC %s".formatted(id, vpcId));
      }
    }
  }

  private static ObjectNode named(ResourceGateway gateway) {
    return Json.object()
        .put("id", gateway.id())
        .put("arn", gateway.arn())
        .put("name", gateway.name())
        .put("status", gateway.status().name());
  }

  private static ObjectNode detailed(ResourceGateway gateway) {
    var output =
        named(gateway)
            .put("ipAddressType", gateway.ipAddressType())
            .put("resourceConfigDnsResolution", gateway.dnsResolution());
    if (gateway.ipv4AddressesPerEni() > 0) {
      output.put("ipv4AddressesPerEni", gateway.ipv4AddressesPerEni());
    }
    return output;
  }

  private static ObjectNode placed(ObjectNode output, String vpcMember, ResourceGateway gateway) {
    output.put(vpcMember, gateway.vpcId());
    Json.texts(output, "subnetIds", gateway.subnetIds());
    Json.texts(output, "securityGroupIds", gateway.securityGroupIds());
    return output;
  }

  private static ObjectNode timed(ObjectNode output, ResourceGateway gateway) {
    return output
        .put("createdAt", Json.time(gateway.identity().createdAt()))
        .put("lastUpdatedAt", Json.time(gateway.updatedAt()));
  }
}
