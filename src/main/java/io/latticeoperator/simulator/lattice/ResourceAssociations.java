package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.lattice.ResourceConfiguration.Type;

/** The operations on associations of resource configurations with service networks. */
final class ResourceAssociations {
  private static final String TYPE = "SERVICE_NETWORK_RESOURCE_ASSOCIATION";

  private ResourceAssociations() {}

  static ObjectNode create(State state, Request request) {
    var network =
        state.networks().visible(request.owner(), request.text("serviceNetworkIdentifier"));
    var configuration =
        state
            .resourceConfigurations()
            .visible(request.owner(), request.text("resourceConfigurationIdentifier"));
    Ownership.admitPair(request.owner(), network, configuration);
    Evolutions.admitUse("RESOURCE_CONFIGURATION", configuration);
    if (configuration.type() == Type.CHILD) {
      throw Refused.invalid("A CHILD is associated with its group");
    }
    if (network.sharing()
        && !configuration.joinsShareable()
        && state.settings().choices().shareableNetworkNeedsConsent()) {
      throw Refused.invalid(
          "The resource configuration does not allow association to a shareable service network");
    }
    var siblings =
        state.resourceAssociations().all().stream()
            .filter(row -> row.networkId().equals(network.id()))
            .toList();
    for (var sibling : siblings) {
      if (sibling.configurationId().equals(configuration.id())
          && sibling.status() != Status.CREATE_FAILED) {
        throw Refused.conflict(TYPE, sibling.id(), "Association already exists");
      }
    }
    Quotas.admit(state, request, Quota.RESOURCE_CONFIGURATIONS_PER_NETWORK, siblings.size(), 1);
    var identity = state.identity(request, "snra", "servicenetworkresourceassociation/");
    var association =
        new ResourceAssociation(
            identity,
            network.id(),
            configuration.id(),
            state
                .identifiers()
                .resourceDomainName(identity.id(), configuration.id(), request.owner().region()),
            request.flag("privateDnsEnabled", false),
            Progress.of(Status.CREATE_IN_PROGRESS));
    state.resourceAssociations().put(association);
    state.attachments().tag(association.arn(), request.tags());
    state.later(
        state.settings().delays().resourceAssociation(), new Transition.Settle(association.id()));
    return Json.brief(association)
        .put("createdBy", association.identity().owner().account())
        .put("privateDnsEnabled", association.privateDnsEnabled());
  }

  static ObjectNode get(State state, Request request) {
    return describe(state, require(state, request));
  }

  static ObjectNode list(State state, Request request) {
    var network = request.idOrNull("serviceNetworkIdentifier");
    var configuration = request.idOrNull("resourceConfigurationIdentifier");
    return Page.of(
        state,
        request,
        state
            .resourceAssociations()
            .seen(request.owner())
            .filter(row -> network == null || network.equals(row.networkId()))
            .filter(row -> configuration == null || configuration.equals(row.configurationId())),
        association -> summary(state, association));
  }

  static ObjectNode delete(State state, Request request) {
    var association = require(state, request);
    Evolutions.admitDeletion(TYPE, association);
    var leaving = association.with(Progress.of(Status.DELETE_IN_PROGRESS));
    state.resourceAssociations().put(leaving);
    state.later(
        state.settings().delays().resourceAssociation(), new Transition.Vanish(leaving.id()));
    return Json.brief(leaving);
  }

  static ObjectNode describe(State state, ResourceAssociation association) {
    var output =
        summary(state, association)
            .put("lastUpdatedAt", Json.time(association.identity().createdAt()));
    var failure = association.progress().failure();
    if (failure != null) {
      output.put("failureReason", failure.message());
    }
    var configuration = state.resourceConfigurations().referred(association.configurationId());
    ResourceConfigurations.verification(state, configuration)
        .ifPresent(each -> output.put("domainVerificationStatus", each.stage().name()));
    return output;
  }

  private static ResourceAssociation require(State state, Request request) {
    return state
        .resourceAssociations()
        .visible(request.owner(), request.text("serviceNetworkResourceAssociationIdentifier"));
  }

  private static ObjectNode summary(State state, ResourceAssociation association) {
    var network = state.networks().referred(association.networkId());
    var configuration = state.resourceConfigurations().referred(association.configurationId());
    var zone = Identifiers.hostedZone(association.identity().owner().region());
    var output =
        Json.brief(association)
            .put("createdBy", association.identity().owner().account())
            .put("createdAt", Json.time(association.identity().createdAt()))
            .put("resourceConfigurationId", configuration.id())
            .put("resourceConfigurationArn", configuration.arn())
            .put("resourceConfigurationName", configuration.name())
            .put("serviceNetworkId", network.id())
            .put("serviceNetworkArn", network.arn())
            .put("serviceNetworkName", network.name())
            .put("isManagedAssociation", false)
            .put("privateDnsEnabled", association.privateDnsEnabled());
    output.set("dnsEntry", Json.dnsEntry(association.domainName(), zone));
    var custom = configuration.customDomainName();
    if (association.privateDnsEnabled() && custom != null) {
      output.set("privateDnsEntry", Json.dnsEntry(custom, zone));
    }
    var failure = association.progress().failure();
    if (failure != null) {
      output.put("failureCode", failure.code());
    }
    return output;
  }
}
