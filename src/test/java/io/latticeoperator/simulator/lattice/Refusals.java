package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.SERVICE_QUOTA_EXCEEDED;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calls that are refused for the state of the world: conflicts, and quotas that are reached. */
final class Refusals {
  /** One of everything. */
  static final Map<Quota, Integer> FULL =
      Arrays.stream(Quota.values()).collect(Collectors.toMap(Function.identity(), quota -> 1));

  private static final String NAMED = "{'name':'%s'}";
  private static final String GROUP =
      "{'name':'%s','type':'IP','config':{'port':8080,'protocol':'HTTP','vpcIdentifier':'%s'}}";
  private static final String LISTENER =
      "{'serviceIdentifier':'%s','name':'%s','protocol':'HTTP','port':%d,"
          + "'defaultAction':{'fixedResponse':{'statusCode':404}}}";
  private static final String RULE =
      "{'serviceIdentifier':'%s','listenerIdentifier':'%s','name':'%s','priority':%d,'match':"
          + "{'httpMatch':{'method':'GET'}},'action':{'fixedResponse':{'statusCode':404}}}";
  private static final String WITH_SERVICE =
      "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}";
  private static final String WITH_VPC = "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s'}";
  private static final String GATEWAY = "{'name':'%s','vpcIdentifier':'%s','subnetIds':['%s']}";
  private static final String RESOURCE =
      "{'name':'%s','type':'SINGLE','protocol':'TCP','portRanges':['5432'],"
          + "'resourceGatewayIdentifier':'%s','allowAssociationToShareableServiceNetwork':true,"
          + "'resourceConfigurationDefinition':{'ipResource':{'ipAddress':'10.1.0.9'}}}";
  private static final String WITH_RESOURCE =
      "{'serviceNetworkIdentifier':'%s','resourceConfigurationIdentifier':'%s'}";
  private static final String SUBNET = "subnet-" + Bench.VPC.substring("vpc-".length());

  private final Examination world;

  Refusals(Examination world) {
    this.world = world;
  }

  /** In a world with {@link #FULL} quotas: the first one is made, the second one refused. */
  void quotas() {
    var network = id("CreateServiceNetwork", NAMED, "net");
    full("CreateServiceNetwork", NAMED, "second");
    var service = id("CreateService", NAMED, "shop");
    full("CreateService", NAMED, "second");
    var group = id("CreateTargetGroup", GROUP, "shop", Bench.VPC);
    full("CreateTargetGroup", GROUP, "second", Bench.VPC);
    full(
        "RegisterTargets",
        "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.5'},{'id':'10.1.0.6'}]}",
        group);
    var listener = id("CreateListener", LISTENER, service, "web", 80);
    full("CreateListener", LISTENER, service, "second", 81);
    id("CreateRule", RULE, service, listener, "api", 1);
    full("CreateRule", RULE, service, listener, "second", 2);
    id("CreateServiceNetworkVpcAssociation", WITH_VPC, network, Bench.VPC);
    full("CreateServiceNetworkVpcAssociation", WITH_VPC, network, Bench.OTHER_VPC);
    var gateway = id("CreateResourceGateway", GATEWAY, "gate", Bench.VPC, SUBNET);
    full("CreateResourceGateway", GATEWAY, "second", Bench.VPC, SUBNET);
    id("CreateResourceConfiguration", RESOURCE, "database", gateway);
    full("CreateResourceConfiguration", RESOURCE, "second", gateway);
    id("StartDomainVerification", "{'domainName':'shop.example.com'}");
    full("StartDomainVerification", "{'domainName':'second.example.com'}");
  }

  /** Every second one of the same, and every delete of what is in use. */
  void conflicts() {
    var network = id("CreateServiceNetwork", NAMED, "net");
    var service = id("CreateService", NAMED, "shop");
    var group = id("CreateTargetGroup", GROUP, "shop", Bench.VPC);
    var listener = id("CreateListener", LISTENER, service, "web", 80);
    id("CreateRule", RULE, service, listener, "api", 1);
    world.ok(
        "UpdateListener",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s','defaultAction':%s}",
        service,
        listener,
        Bench.forward(group));
    id("CreateServiceNetworkServiceAssociation", WITH_SERVICE, network, service);
    id("CreateServiceNetworkVpcAssociation", WITH_VPC, network, Bench.VPC);
    conflict("CreateServiceNetwork", NAMED, "net");
    conflict("CreateService", NAMED, "shop");
    conflict("CreateTargetGroup", GROUP, "shop", Bench.VPC);
    conflict("CreateListener", LISTENER, service, "second", 80);
    conflict("CreateRule", RULE, service, listener, "second", 1);
    conflict("CreateServiceNetworkServiceAssociation", WITH_SERVICE, network, service);
    conflict("CreateServiceNetworkVpcAssociation", WITH_VPC, network, Bench.VPC);
    conflict("DeleteService", "{'serviceIdentifier':'%s'}", service);
    conflict("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
    conflict("DeleteTargetGroup", "{'targetGroupIdentifier':'%s'}", group);
    resourceConflicts(network);
  }

  private void resourceConflicts(String network) {
    var logs = "{'resourceIdentifier':'%s','destinationArn':'arn:aws:s3:::lattice-logs'}";
    var subscription = id("CreateAccessLogSubscription", logs, network);
    conflict("CreateAccessLogSubscription", logs, network);
    conflict(
        "UpdateAccessLogSubscription",
        "{'accessLogSubscriptionIdentifier':'%s','destinationArn':"
            + "'arn:aws:logs:eu-central-1:111122223333:log-group:shop'}",
        subscription);
    var gateway = id("CreateResourceGateway", GATEWAY, "gate", Bench.VPC, SUBNET);
    conflict("CreateResourceGateway", GATEWAY, "gate", Bench.VPC, SUBNET);
    var configuration = id("CreateResourceConfiguration", RESOURCE, "database", gateway);
    conflict("CreateResourceConfiguration", RESOURCE, "database", gateway);
    conflict("DeleteResourceGateway", "{'resourceGatewayIdentifier':'%s'}", gateway);
    id("CreateServiceNetworkResourceAssociation", WITH_RESOURCE, network, configuration);
    conflict("CreateServiceNetworkResourceAssociation", WITH_RESOURCE, network, configuration);
    conflict(
        "DeleteResourceConfiguration", "{'resourceConfigurationIdentifier':'%s'}", configuration);
  }

  private String id(String operation, String json, Object... arguments) {
    return world.ok(operation, json, arguments).path("id").asText();
  }

  private void full(String operation, String json, Object... arguments) {
    world.refused(SERVICE_QUOTA_EXCEEDED, operation, json, arguments);
  }

  private void conflict(String operation, String json, Object... arguments) {
    world.refused(CONFLICT, operation, json, arguments);
  }
}
