package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;

/** The operations on associations of VPCs with service networks: one for each VPC at most. */
final class VpcAssociations {
  private static final String TYPE = "SERVICE_NETWORK_VPC_ASSOCIATION";

  private VpcAssociations() {}

  static ObjectNode create(State state, Request request) {
    var network =
        state.networks().visible(request.owner(), request.text("serviceNetworkIdentifier"));
    var vpcId = request.text("vpcIdentifier");
    if (!isOwned(state, request.owner(), vpcId)) {
      throw Refused.notFound("VPC", vpcId);
    }
    var groups = SecurityGroupIds.read(state, request, vpcId);
    for (var other : state.vpcAssociations().all()) {
      if (other.vpcId().equals(vpcId) && other.status() != Status.CREATE_FAILED) {
        throw Refused.conflict(
            TYPE, other.id(), "VPC %s already has a service network association".formatted(vpcId));
      }
    }
    long present =
        state.vpcAssociations().all().stream()
            .filter(association -> association.networkId().equals(network.id()))
            .count();
    Quotas.admit(state, request, Quota.VPC_ASSOCIATIONS_PER_NETWORK, present, 1);
    var association =
        new VpcAssociation(
            state.identity(request, "snva", "servicenetworkvpcassociation/"),
            network.id(),
            vpcId,
            groups,
            privateDns(request, PrivateDns.OFF),
            Progress.of(Status.CREATE_IN_PROGRESS),
            request.now());
    state.vpcAssociations().put(association);
    state.attachments().tag(association.arn(), request.tags());
    state.later(
        state.settings().delays().vpcAssociationCreate(), new Transition.Settle(association.id()));
    var output = guarded(association).put("createdBy", association.identity().owner().account());
    write(output, association.privateDns());
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
    var vpc = request.textOrNull("vpcIdentifier");
    if (network == null && vpc == null && state.settings().choices().associationListsNeedFilter()) {
      throw Refused.invalid("Either serviceNetworkIdentifier or vpcIdentifier must be given");
    }
    return Page.of(
        state,
        request,
        state
            .vpcAssociations()
            .seen(request.owner())
            .filter(row -> network == null || network.equals(row.networkId()))
            .filter(row -> vpc == null || vpc.equals(row.vpcId())),
        association -> {
          var output = describe(state, association);
          output.remove("securityGroupIds");
          return output;
        });
  }

  static ObjectNode update(State state, Request request) {
    var association =
        state
            .vpcAssociations()
            .require(request.owner(), request.text("serviceNetworkVpcAssociationIdentifier"));
    Evolutions.admitChange(TYPE, association);
    var groups =
        request.structure("securityGroupIds").isPresent()
            ? SecurityGroupIds.read(state, request, association.vpcId())
            : association.securityGroupIds();
    var changed =
        association.updating(groups, privateDns(request, association.privateDns()), request.now());
    state.vpcAssociations().put(changed);
    state.later(
        state.settings().delays().vpcAssociationUpdate(), new Transition.Settle(changed.id()));
    var output = guarded(changed).put("createdBy", changed.identity().owner().account());
    if (state.settings().choices().newerModel()) {
      write(output, changed.privateDns());
    }
    return output;
  }

  static ObjectNode delete(State state, Request request) {
    var association = require(state, request);
    Evolutions.admitDeletion(TYPE, association);
    var leaving = association.with(Progress.of(Status.DELETE_IN_PROGRESS));
    state.vpcAssociations().put(leaving);
    state.later(
        state.settings().delays().vpcAssociationDelete(), new Transition.Vanish(leaving.id()));
    return Json.brief(leaving);
  }

  static ObjectNode describe(State state, VpcAssociation association) {
    var network = state.networks().referred(association.networkId());
    var output =
        guarded(association)
            .put("createdBy", association.identity().owner().account())
            .put("createdAt", Json.time(association.identity().createdAt()))
            .put("lastUpdatedAt", Json.time(association.updatedAt()))
            .put("serviceNetworkId", network.id())
            .put("serviceNetworkName", network.name())
            .put("serviceNetworkArn", network.arn())
            .put("vpcId", association.vpcId());
    write(output, association.privateDns());
    return output;
  }

  private static VpcAssociation require(State state, Request request) {
    return state
        .vpcAssociations()
        .visible(request.owner(), request.text("serviceNetworkVpcAssociationIdentifier"));
  }

  private static PrivateDns privateDns(Request request, PrivateDns present) {
    var options = request.structure("dnsOptions");
    var preference = options.map(node -> node.path("privateDnsPreference").asText(null));
    var domains = new ArrayList<String>();
    options.ifPresent(
        node ->
            node.path("privateDnsSpecifiedDomains").forEach(each -> domains.add(each.asText())));
    var changed =
        new PrivateDns(
            request.flag("privateDnsEnabled", present.enabled()),
            options.isPresent() ? preference.orElse(null) : present.preference(),
            options.isPresent() ? domains : present.specifiedDomains());
    var specifies =
        changed.preference() != null && changed.preference().contains("SPECIFIED_DOMAINS");
    if (specifies == changed.specifiedDomains().isEmpty()) {
      throw Refused.invalid(
          "privateDnsSpecifiedDomains goes with a preference of specified domains, and only so");
    }
    return changed;
  }

  private static void write(ObjectNode output, PrivateDns dns) {
    output.put("privateDnsEnabled", dns.enabled());
    if (dns.preference() != null) {
      var options = output.putObject("dnsOptions").put("privateDnsPreference", dns.preference());
      if (!dns.specifiedDomains().isEmpty()) {
        var domains = options.putArray("privateDnsSpecifiedDomains");
        dns.specifiedDomains().forEach(domains::add);
      }
    }
  }

  private static boolean isOwned(State state, Owner owner, String vpcId) {
    return state
        .world()
        .vpc(vpcId)
        .filter(vpc -> new Owner(vpc.account(), vpc.region()).equals(owner))
        .isPresent();
  }

  private static ObjectNode guarded(VpcAssociation association) {
    var output = Json.brief(association);
    if (!association.securityGroupIds().isEmpty()) {
      var ids = output.putArray("securityGroupIds");
      association.securityGroupIds().forEach(ids::add);
    }
    return output;
  }
}
