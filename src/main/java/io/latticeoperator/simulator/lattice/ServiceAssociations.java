package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The operations on associations of services with service networks. */
final class ServiceAssociations {
  private static final String TYPE = "SERVICE_NETWORK_SERVICE_ASSOCIATION";

  private ServiceAssociations() {}

  static ObjectNode create(State state, Request request) {
    var network =
        state.networks().visible(request.owner(), request.text("serviceNetworkIdentifier"));
    var service =
        Services.active(
            state.services().visible(request.owner(), request.text("serviceIdentifier")));
    Ownership.admitPair(request.owner(), network, service);
    var siblings =
        state.serviceAssociations().all().stream()
            .filter(association -> association.networkId().equals(network.id()))
            .filter(association -> association.status() != Status.CREATE_FAILED)
            .toList();
    for (var sibling : siblings) {
      if (sibling.serviceId().equals(service.id())) {
        throw Refused.conflict(TYPE, sibling.id(), "Association already exists");
      }
      var domain = state.services().referred(sibling.serviceId()).customDomainName();
      if (domain != null && domain.equals(service.customDomainName())) {
        throw Refused.conflict(
            TYPE,
            sibling.id(),
            "Custom domain name %s is already used in the service network".formatted(domain));
      }
    }
    Quotas.admit(state, request, Quota.SERVICE_ASSOCIATIONS_PER_NETWORK, siblings.size(), 1);
    var association =
        new ServiceAssociation(
            state.identity(request, "snsa", "servicenetworkserviceassociation/"),
            network.id(),
            service.id(),
            Progress.of(Status.CREATE_IN_PROGRESS));
    state.serviceAssociations().put(association);
    state.attachments().tag(association.arn(), request.tags());
    state.later(
        state.settings().delays().serviceAssociationCreate(),
        new Transition.Settle(association.id()));
    var output = Json.brief(association).put("createdBy", association.identity().owner().account());
    Json.optional(output, "customDomainName", service.customDomainName());
    output.set("dnsEntry", Json.dnsEntry(service));
    return output;
  }

  static ObjectNode get(State state, Request request) {
    var association = require(state, request);
    var output = describe(state, association);
    Json.failure(output, association.progress());
    return output;
  }

  static ObjectNode list(State state, Request request) {
    var network = request.idOrNull("serviceNetworkIdentifier");
    var service = request.idOrNull("serviceIdentifier");
    if (network == null
        && service == null
        && state.settings().choices().associationListsNeedFilter()) {
      throw Refused.invalid("Either serviceNetworkIdentifier or serviceIdentifier must be given");
    }
    return Page.of(
        state,
        request,
        state
            .serviceAssociations()
            .seen(request.owner())
            .filter(row -> network == null || network.equals(row.networkId()))
            .filter(row -> service == null || service.equals(row.serviceId())),
        association -> describe(state, association));
  }

  static ObjectNode delete(State state, Request request) {
    var association = require(state, request);
    if (association.status() == Status.CREATE_IN_PROGRESS) {
      throw Refused.conflict(TYPE, association.id(), "Creation is in progress");
    }
    var leaving = association.with(Progress.of(Status.DELETE_IN_PROGRESS));
    if (association.status() != Status.DELETE_IN_PROGRESS) {
      state.serviceAssociations().put(leaving);
      state.later(
          state.settings().delays().serviceAssociationDelete(),
          new Transition.Vanish(association.id()));
    }
    return Json.brief(leaving);
  }

  static ObjectNode describe(State state, ServiceAssociation association) {
    var network = state.networks().referred(association.networkId());
    var service = state.services().referred(association.serviceId());
    var output =
        Json.brief(association)
            .put("createdBy", association.identity().owner().account())
            .put("createdAt", Json.time(association.identity().createdAt()))
            .put("serviceId", service.id())
            .put("serviceName", service.name())
            .put("serviceArn", service.arn())
            .put("serviceNetworkId", network.id())
            .put("serviceNetworkName", network.name())
            .put("serviceNetworkArn", network.arn());
    Json.optional(output, "customDomainName", service.customDomainName());
    output.set("dnsEntry", Json.dnsEntry(service));
    return output;
  }

  private static ServiceAssociation require(State state, Request request) {
    return state
        .serviceAssociations()
        .visible(request.owner(), request.text("serviceNetworkServiceAssociationIdentifier"));
  }
}
