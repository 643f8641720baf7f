package io.latticeoperator.simulator.lattice;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All operations of the service model, by name. */
final class Operations {
  private Operations() {}

  /** An operation: all checks first, then the effect on the state, then the output. */
  @FunctionalInterface
  interface Operation {
    /** Throws {@link Refused}, and then has had no effect. */
    ObjectNode apply(State state, Request request);
  }

  private static final Map<String, Operation> ALL =
      Map.ofEntries(
          entry("CreateServiceNetwork", ServiceNetworks::create),
          entry("GetServiceNetwork", ServiceNetworks::get),
          entry("ListServiceNetworks", ServiceNetworks::list),
          entry("UpdateServiceNetwork", ServiceNetworks::update),
          entry("DeleteServiceNetwork", ServiceNetworks::delete),
          entry("CreateService", Services::create),
          entry("GetService", Services::get),
          entry("ListServices", Services::list),
          entry("UpdateService", Services::update),
          entry("DeleteService", Services::delete),
          entry("CreateListener", Listeners::create),
          entry("GetListener", Listeners::get),
          entry("ListListeners", Listeners::list),
          entry("UpdateListener", Listeners::update),
          entry("DeleteListener", Listeners::delete),
          entry("CreateRule", Rules::create),
          entry("GetRule", Rules::get),
          entry("ListRules", Rules::list),
          entry("UpdateRule", Rules::update),
          entry("BatchUpdateRule", Rules::batchUpdate),
          entry("DeleteRule", Rules::delete),
          entry("CreateTargetGroup", TargetGroups::create),
          entry("GetTargetGroup", TargetGroups::get),
          entry("ListTargetGroups", TargetGroups::list),
          entry("UpdateTargetGroup", TargetGroups::update),
          entry("DeleteTargetGroup", TargetGroups::delete),
          entry("RegisterTargets", Targets::register),
          entry("DeregisterTargets", Targets::deregister),
          entry("ListTargets", Targets::list),
          entry("CreateServiceNetworkServiceAssociation", ServiceAssociations::create),
          entry("GetServiceNetworkServiceAssociation", ServiceAssociations::get),
          entry("ListServiceNetworkServiceAssociations", ServiceAssociations::list),
          entry("DeleteServiceNetworkServiceAssociation", ServiceAssociations::delete),
          entry("CreateServiceNetworkVpcAssociation", VpcAssociations::create),
          entry("GetServiceNetworkVpcAssociation", VpcAssociations::get),
          entry("ListServiceNetworkVpcAssociations", VpcAssociations::list),
          entry("UpdateServiceNetworkVpcAssociation", VpcAssociations::update),
          entry("DeleteServiceNetworkVpcAssociation", VpcAssociations::delete),
          entry("CreateAccessLogSubscription", AccessLogSubscriptions::create),
          entry("GetAccessLogSubscription", AccessLogSubscriptions::get),
          entry("ListAccessLogSubscriptions", AccessLogSubscriptions::list),
          entry("UpdateAccessLogSubscription", AccessLogSubscriptions::update),
          entry("DeleteAccessLogSubscription", AccessLogSubscriptions::delete),
          entry("CreateServiceNetworkResourceAssociation", ResourceAssociations::create),
          entry("GetServiceNetworkResourceAssociation", ResourceAssociations::get),
          entry("ListServiceNetworkResourceAssociations", ResourceAssociations::list),
          entry("DeleteServiceNetworkResourceAssociation", ResourceAssociations::delete),
          entry("CreateResourceGateway", ResourceGateways::create),
          entry("GetResourceGateway", ResourceGateways::get),
          entry("ListResourceGateways", ResourceGateways::list),
          entry("UpdateResourceGateway", ResourceGateways::update),
          entry("DeleteResourceGateway", ResourceGateways::delete),
          entry("CreateResourceConfiguration", ResourceConfigurations::create),
          entry("GetResourceConfiguration", ResourceConfigurations::get),
          entry("ListResourceConfigurations", ResourceConfigurations::list),
          entry("UpdateResourceConfiguration", ResourceConfigurations::update),
          entry("DeleteResourceConfiguration", ResourceConfigurations::delete),
          entry("ListServiceNetworkVpcEndpointAssociations", EndpointAssociations::listOfNetwork),
          entry("ListResourceEndpointAssociations", EndpointAssociations::listOfResource),
          entry("DeleteResourceEndpointAssociation", EndpointAssociations::deleteOfResource),
          entry("StartDomainVerification", DomainVerifications::start),
          entry("GetDomainVerification", DomainVerifications::get),
          entry("ListDomainVerifications", DomainVerifications::list),
          entry("DeleteDomainVerification", DomainVerifications::delete),
          entry("PutResourcePolicy", ResourcePolicies::put),
          entry("GetResourcePolicy", ResourcePolicies::get),
          entry("DeleteResourcePolicy", ResourcePolicies::delete),
          entry("TagResource", Tags::put),
          entry("UntagResource", Tags::remove),
          entry("ListTagsForResource", Tags::list),
          entry("PutAuthPolicy", AuthPolicies::put),
          entry("GetAuthPolicy", AuthPolicies::get),
          entry("DeleteAuthPolicy", AuthPolicies::delete));

  /** Null for what the simulator does not have. */
  static @Nullable Operation named(String name) {
    return ALL.get(name);
  }
}
