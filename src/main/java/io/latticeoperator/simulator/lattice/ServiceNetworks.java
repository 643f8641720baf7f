package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The operations on service networks. */
final class ServiceNetworks {
  private ServiceNetworks() {}

  static ObjectNode create(State state, Request request) {
    var name = request.text("name");
    Names.admit(state.networks(), request, "ServiceNetwork", ServiceNetwork::name);
    Quotas.admit(
        state, request, Quota.SERVICE_NETWORKS, state.networks().of(request.owner()).count(), 1);
    var network =
        new ServiceNetwork(
            state.identity(request, "sn", "servicenetwork/"),
            name,
            AuthType.valueOf(request.text("authType", "NONE")),
            request
                .structure("sharingConfig")
                .map(c -> c.path("enabled").asBoolean(true))
                .orElse(true),
            request.now());
    state.networks().put(network);
    state.attachments().tag(network.arn(), request.tags());
    var output = named(network).put("authType", network.authType().name());
    output.putObject("sharingConfig").put("enabled", network.sharing());
    return output;
  }

  static ObjectNode get(State state, Request request) {
    return describe(
        state, state.networks().visible(request.owner(), request.text("serviceNetworkIdentifier")));
  }

  static ObjectNode list(State state, Request request) {
    return Page.of(
        state,
        request,
        state.listed(state.networks(), request.owner()),
        network ->
            timed(network)
                .put("numberOfAssociatedVPCs", vpcs(state, network))
                .put("numberOfAssociatedServices", services(state, network))
                .put("numberOfAssociatedResourceConfigurations", resources(state, network)));
  }

  static ObjectNode update(State state, Request request) {
    var authType = AuthType.valueOf(request.text("authType"));
    var network = require(state, request).withAuthType(authType, request.now());
    state.networks().put(network);
    return named(network).put("authType", authType.name());
  }

  static ObjectNode delete(State state, Request request) {
    var network = require(state, request);
    if (vpcs(state, network) > 0) {
      throw inUse(network, "VPC(s)");
    }
    if (services(state, network) > 0) {
      throw inUse(network, "service(s)");
    }
    if (resources(state, network) > 0) {
      throw inUse(network, "resource configuration(s)");
    }
    if (state.endpointAssociations().any(row -> row.targetId().equals(network.id()))) {
      throw inUse(network, "VPC endpoint(s)");
    }
    Removal.of(state, network);
    return Json.object();
  }

  static ObjectNode describe(State state, ServiceNetwork network) {
    var output =
        timed(network)
            .put("authType", network.authType().name())
            .put("numberOfAssociatedVPCs", vpcs(state, network))
            .put("numberOfAssociatedServices", services(state, network));
    output.putObject("sharingConfig").put("enabled", network.sharing());
    return output;
  }

  private static ServiceNetwork require(State state, Request request) {
    return state.networks().require(request.owner(), request.text("serviceNetworkIdentifier"));
  }

  private static Refused inUse(ServiceNetwork network, String what) {
    return Refused.conflict(
        "SERVICE_NETWORK",
        network.id(),
        "ServiceNetwork %s has %s associated".formatted(network.id(), what));
  }

  private static int vpcs(State state, ServiceNetwork network) {
    return (int)
        state.vpcAssociations().all().stream()
            .filter(association -> association.networkId().equals(network.id()))
            .count();
  }

  private static int services(State state, ServiceNetwork network) {
    return (int)
        state.serviceAssociations().all().stream()
            .filter(association -> association.networkId().equals(network.id()))
            .count();
  }

  private static int resources(State state, ServiceNetwork network) {
    return (int)
        state.resourceAssociations().all().stream()
            .filter(association -> association.networkId().equals(network.id()))
            .count();
  }

  private static ObjectNode named(ServiceNetwork network) {
    return Json.object()
        .put("id", network.id())
        .put("arn", network.arn())
        .put("name", network.name());
  }

  private static ObjectNode timed(ServiceNetwork network) {
    return named(network)
        .put("createdAt", Json.time(network.identity().createdAt()))
        .put("lastUpdatedAt", Json.time(network.updatedAt()));
  }
}
