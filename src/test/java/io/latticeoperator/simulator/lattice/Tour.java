package io.latticeoperator.simulator.lattice;

import io.latticeoperator.simulator.aws.VpcEndpoint;
import java.util.Set;
import java.util.TreeSet;

/** Calls every operation successfully, with as many members as it can take, and then undoes all. */
final class Tour {
  private static final String LOGS = "arn:aws:logs:eu-central-1:111122223333:log-group:/lattice";
  private static final String ENDPOINT = "vpce-0123456789abcdef0";

  private final Bench bench;
  private final Set<String> called = new TreeSet<>();

  private Runnable pause = () -> {};

  Tour(Bench bench) {
    this.bench = bench;
  }

  /** Does something while most is there. */
  Tour pausing(Runnable action) {
    pause = action;
    return this;
  }

  /** The names of the operations that have been called. */
  Set<String> take() {
    var network =
        call(
            "CreateServiceNetwork",
            "{'name':'shop','authType':'NONE','sharingConfig':{'enabled':true},'tags':{'a':'b'}}");
    var service =
        call(
            "CreateService",
            "{'name':'shop','customDomainName':'shop.example','certificateArn':"
                + "'arn:aws:acm:eu-central-1:111122223333:certificate/a','authType':'AWS_IAM',"
                + "'idleTimeoutSeconds':120}");
    var group =
        call(
            "CreateTargetGroup",
            "{'name':'shop','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'%s',"
                + "'healthCheck':{'port':81,'matcher':{'httpCode':'200-299'}}}}",
            Bench.VPC);
    bench.settle();
    services(network, service, group);
    associations(network, service);
    attachments(network, service);
    resources(network);
    var group2 = "{'targetGroupIdentifier':'%s'}";
    call("DeleteService", "{'serviceIdentifier':'%s'}", service);
    bench.settle();
    call("GetTargetGroup", group2, group);
    call("ListTargetGroups", "{}");
    call("DeleteTargetGroup", group2, group);
    call("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
    return called;
  }

  private void services(String network, String service, String group) {
    var one = "{'serviceNetworkIdentifier':'%s'}";
    call("GetServiceNetwork", one, network);
    call("ListServiceNetworks", "{}");
    call("UpdateServiceNetwork", "{'serviceNetworkIdentifier':'%s','authType':'AWS_IAM'}", network);
    call("GetService", "{'serviceIdentifier':'%s'}", service);
    call("ListServices", "{}");
    call("UpdateService", "{'serviceIdentifier':'%s','idleTimeoutSeconds':60}", service);
    var listener =
        call(
            "CreateListener",
            "{'serviceIdentifier':'%s','name':'web','protocol':'HTTPS','defaultAction':%s}",
            service,
            Bench.forward(group));
    var ofListener = "{'serviceIdentifier':'%s','listenerIdentifier':'%s'}";
    call("GetListener", ofListener, service, listener);
    call("ListListeners", "{'serviceIdentifier':'%s'}", service);
    call(
        "UpdateListener",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s',"
            + "'defaultAction':{'fixedResponse':{'statusCode':404}}}",
        service,
        listener);
    var rule =
        call(
            "CreateRule",
            "{'serviceIdentifier':'%s','listenerIdentifier':'%s','name':'beta','priority':10,"
                + "'match':{'httpMatch':{'method':'GET','pathMatch':{'match':{'prefix':'/beta'}},"
                + "'headerMatches':[{'name':'x','match':{'contains':'y'}}]}},'action':%s}",
            service,
            listener,
            Bench.forward(group));
    var ofRule = "{'serviceIdentifier':'%s','listenerIdentifier':'%s','ruleIdentifier':'%s'}";
    call("GetRule", ofRule, service, listener, rule);
    call("ListRules", ofListener, service, listener);
    call("UpdateRule", ofRule.replace("}", ",'priority':20}"), service, listener, rule);
    call(
        "BatchUpdateRule",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s','rules':["
            + "{'ruleIdentifier':'%s','priority':30},"
            + "{'ruleIdentifier':'rule-0123456789abcdef0','priority':40}]}",
        service,
        listener,
        rule);
    targets(group);
    call("DeleteRule", ofRule, service, listener, rule);
    call("DeleteListener", ofListener, service, listener);
  }

  private void targets(String group) {
    call(
        "UpdateTargetGroup",
        "{'targetGroupIdentifier':'%s','healthCheck':{'enabled':false}}",
        group);
    var targets =
        "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.5','port':1},{'id':'1.1.1.1'}]}";
    call("RegisterTargets", targets, group);
    call("ListTargets", "{'targetGroupIdentifier':'%s'}", group);
    call("DeregisterTargets", targets, group);
  }

  private void associations(String network, String service) {
    var pair = "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}";
    var id = call("CreateServiceNetworkServiceAssociation", pair, network, service);
    bench.settle();
    var ofService = "{'serviceNetworkServiceAssociationIdentifier':'%s'}";
    call("GetServiceNetworkServiceAssociation", ofService, id);
    call("ListServiceNetworkServiceAssociations", pair, network, service);
    call("DeleteServiceNetworkServiceAssociation", ofService, id);
    var vpc =
        call(
            "CreateServiceNetworkVpcAssociation",
            "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s','privateDnsEnabled':true,"
                + "'securityGroupIds':['sg-0aaaaaaaaaaaaaaaa'],"
                + "'dnsOptions':{'privateDnsPreference':'SPECIFIED_DOMAINS_ONLY',"
                + "'privateDnsSpecifiedDomains':['shop.example']}}",
            network,
            Bench.VPC);
    bench.settle();
    var ofVpc = "{'serviceNetworkVpcAssociationIdentifier':'%s'}";
    call("GetServiceNetworkVpcAssociation", ofVpc, vpc);
    call("ListServiceNetworkVpcAssociations", "{'vpcIdentifier':'%s'}", Bench.VPC);
    call(
        "UpdateServiceNetworkVpcAssociation",
        "{'serviceNetworkVpcAssociationIdentifier':'%s',"
            + "'securityGroupIds':['sg-0aaaaaaaaaaaaaaaa']}",
        vpc);
    bench.settle();
    call("DeleteServiceNetworkVpcAssociation", ofVpc, vpc);
    bench.settle();
  }

  private void attachments(String network, String service) {
    var resource = "{'resourceIdentifier':'%s'}";
    var subscription =
        call(
            "CreateAccessLogSubscription",
            "{'resourceIdentifier':'%s','destinationArn':'%s'}",
            network,
            LOGS);
    var ofSubscription = "{'accessLogSubscriptionIdentifier':'%s'}";
    call("GetAccessLogSubscription", ofSubscription, subscription);
    call("ListAccessLogSubscriptions", resource, network);
    call(
        "UpdateAccessLogSubscription",
        "{'accessLogSubscriptionIdentifier':'%s','destinationArn':'%s2:*'}",
        subscription,
        LOGS);
    call("DeleteAccessLogSubscription", ofSubscription, subscription);
    call("GetAuthPolicy", resource, service);
    call("PutAuthPolicy", "{'resourceIdentifier':'%s','policy':'%s'}", service, Bench.POLICY);
    call("GetAuthPolicy", resource, service);
    call("DeleteAuthPolicy", resource, service);
    var arn = "arn:aws:vpc-lattice:eu-central-1:111122223333:service/" + service;
    var ofArn = "{'resourceArn':'%s'}";
    call("PutResourcePolicy", "{'resourceArn':'%s','policy':'{}'}", arn);
    call("GetResourcePolicy", ofArn, arn);
    call("DeleteResourcePolicy", ofArn, arn);
    call("TagResource", "{'resourceArn':'%s','tags':{'a':'b'}}", arn);
    call("ListTagsForResource", ofArn, arn);
    call("UntagResource", "{'resourceArn':'%s','tagKeys':['a']}", arn);
  }

  private void resources(String network) {
    var verification = call("StartDomainVerification", "{'domainName':'db.example'}");
    bench.settle();
    var ofVerification = "{'domainVerificationIdentifier':'%s'}";
    call("GetDomainVerification", ofVerification, verification);
    call("ListDomainVerifications", "{}");
    var gateway =
        call(
            "CreateResourceGateway",
            "{'name':'data','vpcIdentifier':'%s','subnetIds':['subnet-0aaaaaaaaaaaaaaaa'],"
                + "'securityGroupIds':['sg-0aaaaaaaaaaaaaaaa']}",
            Bench.VPC);
    bench.settle();
    var ofGateway = "{'resourceGatewayIdentifier':'%s'}";
    call("GetResourceGateway", ofGateway, gateway);
    call("ListResourceGateways", "{}");
    call("UpdateResourceGateway", ofGateway, gateway);
    bench.settle();
    var configuration =
        call(
            "CreateResourceConfiguration",
            "{'name':'base','type':'SINGLE','resourceGatewayIdentifier':'%s','portRanges':['5432'],"
                + "'resourceConfigurationDefinition':{'dnsResource':{'domainName':'db.example'}},"
                + "'customDomainName':'db.example','domainVerificationIdentifier':'%s',"
                + "'allowAssociationToShareableServiceNetwork':true}",
            gateway,
            verification);
    bench.settle();
    var ofConfiguration = "{'resourceConfigurationIdentifier':'%s'}";
    call("GetResourceConfiguration", ofConfiguration, configuration);
    call("ListResourceConfigurations", "{}");
    call(
        "UpdateResourceConfiguration",
        "{'resourceConfigurationIdentifier':'%s','portRanges':['5432-5433']}",
        configuration);
    bench.settle();
    var association =
        call(
            "CreateServiceNetworkResourceAssociation",
            "{'serviceNetworkIdentifier':'%s','resourceConfigurationIdentifier':'%s',"
                + "'privateDnsEnabled':true}",
            network,
            configuration);
    bench.settle();
    var ofAssociation = "{'serviceNetworkResourceAssociationIdentifier':'%s'}";
    call("GetServiceNetworkResourceAssociation", ofAssociation, association);
    call("ListServiceNetworkResourceAssociations", "{}");
    pause.run();
    call("DeleteServiceNetworkResourceAssociation", ofAssociation, association);
    bench.settle();
    endpoints(network, configuration);
    call("DeleteResourceConfiguration", ofConfiguration, configuration);
    bench.settle();
    call("DeleteResourceGateway", ofGateway, gateway);
    call("DeleteDomainVerification", ofVerification, verification);
    bench.settle();
  }

  private void endpoints(String network, String configuration) {
    attach("servicenetwork/" + network);
    attach("resourceconfiguration/" + configuration);
    call("ListServiceNetworkVpcEndpointAssociations", "{'serviceNetworkIdentifier':'%s'}", network);
    var listed =
        bench.ok(
            "ListResourceEndpointAssociations",
            "{'resourceConfigurationIdentifier':'%s'}",
            configuration);
    called.add("ListResourceEndpointAssociations");
    call(
        "DeleteResourceEndpointAssociation",
        "{'resourceEndpointAssociationIdentifier':'%s'}",
        listed.at("/items/0/id").asText());
    bench.lattice.detach(ENDPOINT);
  }

  private void attach(String path) {
    var arn = "arn:aws:vpc-lattice:eu-central-1:111122223333:" + path;
    bench.lattice.attach(new VpcEndpoint(ENDPOINT, Bench.ACCOUNT, "eu-central-1", Bench.VPC, arn));
  }

  /** The ID in the output, if there is one. */
  private String call(String operation, String json, Object... arguments) {
    called.add(operation);
    return bench.ok(operation, json, arguments).path("id").asText();
  }
}
