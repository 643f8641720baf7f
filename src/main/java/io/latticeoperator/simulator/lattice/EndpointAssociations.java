package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.VpcEndpoint;
import java.time.Instant;
import java.util.stream.Stream;

/** Associations that EC2 makes and ends with VPC endpoints, and the operations on them. */
final class EndpointAssociations {
  private EndpointAssociations() {}

  /**
   * Associates an endpoint with what it leads to.
   *
   * @throws Refused when that is not there, is not shared with the endpoint's owner, or has as many
   *     endpoints as it may
   */
  static void attach(State state, VpcEndpoint endpoint, Instant now) {
    var owner = new Owner(endpoint.account(), endpoint.region());
    var request = new Request(owner, Json.object(), now);
    if (endpoint.targetArn().contains(":servicenetwork/")) {
      var network = state.networks().visible(owner, endpoint.targetArn());
      long present = to(state, network.id()).count();
      Quotas.admit(state, request, Quota.ENDPOINTS_PER_NETWORK, present, 1);
      put(state, request, "snea", "servicenetworkendpointassociation/", endpoint, network);
    } else {
      var configuration = state.resourceConfigurations().visible(owner, endpoint.targetArn());
      put(state, request, "rea", "resourceendpointassociation/", endpoint, configuration);
    }
  }

  /** Ends the associations of an endpoint that is gone. */
  static void detach(State state, String vpcEndpointId) {
    state.endpointAssociations().all().stream()
        .filter(row -> row.endpoint().id().equals(vpcEndpointId))
        .toList()
        .forEach(row -> Removal.of(state, row));
  }

  static ObjectNode listOfNetwork(State state, Request request) {
    var network = request.id("serviceNetworkIdentifier");
    return Page.of(
        state,
        request,
        state.endpointAssociations().seen(request.owner()).filter(row -> leads(row, network)),
        row ->
            Json.object()
                .put("vpcEndpointId", row.endpoint().id())
                .put("vpcId", row.endpoint().vpcId())
                .put("vpcEndpointOwnerId", row.endpoint().account())
                .put("id", row.id())
                .put("state", Status.ACTIVE.name())
                .put("serviceNetworkArn", row.endpoint().targetArn())
                .put("createdAt", Json.time(row.identity().createdAt())));
  }

  static ObjectNode listOfResource(State state, Request request) {
    var configuration = request.id("resourceConfigurationIdentifier");
    var association = request.idOrNull("resourceEndpointAssociationIdentifier");
    var endpoint = request.textOrNull("vpcEndpointId");
    var account = request.textOrNull("vpcEndpointOwner");
    return Page.of(
        state,
        request,
        state
            .endpointAssociations()
            .seen(request.owner())
            .filter(row -> leads(row, configuration))
            .filter(row -> association == null || association.equals(row.id()))
            .filter(row -> endpoint == null || endpoint.equals(row.endpoint().id()))
            .filter(row -> account == null || account.equals(row.endpoint().account())),
        row ->
            described(state, row)
                .put("vpcEndpointOwner", row.endpoint().account())
                .put("createdBy", row.identity().owner().account())
                .put("createdAt", Json.time(row.identity().createdAt()))
                .put(
                    "resourceConfigurationName",
                    state.resourceConfigurations().referred(row.targetId()).name()));
  }

  static ObjectNode deleteOfResource(State state, Request request) {
    var identifier = request.text("resourceEndpointAssociationIdentifier");
    var association = state.endpointAssociations().visible(request.owner(), identifier);
    var output = described(state, association);
    Removal.of(state, association);
    return output;
  }

  /** For snapshots: no operation gives one alone. */
  static ObjectNode describe(EndpointAssociation association) {
    return Json.object()
        .put("id", association.id())
        .put("arn", association.arn())
        .put("vpcEndpointId", association.endpoint().id())
        .put("targetId", association.targetId());
  }

  private static void put(
      State state,
      Request request,
      String prefix,
      String path,
      VpcEndpoint endpoint,
      Resource target) {
    state
        .endpointAssociations()
        .put(new EndpointAssociation(state.identity(request, prefix, path), endpoint, target.id()));
  }

  private static Stream<EndpointAssociation> to(State state, String targetId) {
    return state.endpointAssociations().all().stream().filter(row -> leads(row, targetId));
  }

  private static boolean leads(EndpointAssociation association, String targetId) {
    return association.targetId().equals(targetId);
  }

  private static ObjectNode described(State state, EndpointAssociation association) {
    return Json.object()
        .put("id", association.id())
        .put("arn", association.arn())
        .put("resourceConfigurationId", association.targetId())
        .put(
            "resourceConfigurationArn",
            state.resourceConfigurations().referred(association.targetId()).arn())
        .put("vpcEndpointId", association.endpoint().id());
  }
}
