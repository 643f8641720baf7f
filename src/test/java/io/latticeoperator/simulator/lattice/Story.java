package io.latticeoperator.simulator.lattice;

/**
 * A life in which every operation that callers can bring to success succeeds at least once: first a
 * world is built, then it is read, changed and taken down.
 */
final class Story {
  private static final String LOGS = "arn:aws:s3:::lattice-logs";
  private static final String POLICY =
      "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
          + "\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"vpc-lattice-svcs:Invoke\\\","
          + "\\\"Resource\\\":\\\"*\\\"}]}";

  private final Examination world;
  private String network = "";
  private String service = "";
  private String serviceArn = "";
  private String group = "";
  private String other = "";
  private String listener = "";
  private String rule = "";
  private String serviceAssociation = "";
  private String vpcAssociation = "";
  private String subscription = "";
  private String gateway = "";
  private String configuration = "";
  private String resourceAssociation = "";
  private String verification = "";

  Story(Examination world) {
    this.world = world;
  }

  void whole() {
    build();
    read();
    change();
    takeDown();
  }

  void build() {
    network = id("CreateServiceNetwork", "{'name':'net','tags':{'team':'a'}}");
    var created = world.ok("CreateService", "{'name':'shop','clientToken':'once'}");
    service = created.path("id").asText();
    serviceArn = created.path("arn").asText();
    group = group("shop");
    other = group("shop-two");
    world.ok("CreateTargetGroup", "{'name':'function','type':'LAMBDA'}");
    world.ok(
        "RegisterTargets",
        "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.5'},{'id':'10.9.0.1','port':1}]}",
        group);
    listener =
        id(
            "CreateListener",
            "{'serviceIdentifier':'%s','name':'web','protocol':'HTTP','port':80,"
                + "'defaultAction':%s}",
            serviceArn,
            Bench.forward(group));
    rule =
        id(
            "CreateRule",
            "{'serviceIdentifier':'%s','listenerIdentifier':'%s','name':'api','priority':10,"
                + "'match':{'httpMatch':{'method':'GET','pathMatch':{'match':{'prefix':'/api'},"
                + "'caseSensitive':true},'headerMatches':[{'name':'x','match':{'exact':'1'}}]}},"
                + "'action':{'fixedResponse':{'statusCode':404}}}",
            service,
            listener);
    serviceAssociation =
        id(
            "CreateServiceNetworkServiceAssociation",
            "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}",
            network,
            service);
    vpcAssociation =
        id(
            "CreateServiceNetworkVpcAssociation",
            "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s'}",
            network,
            Bench.OTHER_VPC);
    world.ok("TagResource", "{'resourceArn':'%s','tags':{'a':'1','b':'2'}}", serviceArn);
    world.ok("PutAuthPolicy", "{'resourceIdentifier':'%s','policy':'%s'}", service, POLICY);
    buildResources();
  }

  private void buildResources() {
    subscription =
        id(
            "CreateAccessLogSubscription",
            "{'resourceIdentifier':'%s','destinationArn':'%s'}",
            network,
            LOGS);
    world.ok("PutResourcePolicy", "{'resourceArn':'%s','policy':'%s'}", serviceArn, POLICY);
    gateway =
        id(
            "CreateResourceGateway",
            "{'name':'gate','vpcIdentifier':'%s','subnetIds':['%s']}",
            Bench.VPC,
            "subnet-" + Bench.VPC.substring("vpc-".length()));
    configuration =
        id(
            "CreateResourceConfiguration",
            "{'name':'database','type':'SINGLE','protocol':'TCP','portRanges':['5432'],"
                + "'resourceGatewayIdentifier':'%s','allowAssociationToShareableServiceNetwork':true,"
                + "'resourceConfigurationDefinition':{'ipResource':{'ipAddress':'10.1.0.9'}}}",
            gateway);
    resourceAssociation =
        id(
            "CreateServiceNetworkResourceAssociation",
            "{'serviceNetworkIdentifier':'%s','resourceConfigurationIdentifier':'%s'}",
            network,
            configuration);
    verification = id("StartDomainVerification", "{'domainName':'shop.example.com'}");
  }

  private void read() {
    world.ok("GetServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
    world.ok("GetService", "{'serviceIdentifier':'%s'}", serviceArn);
    world.ok("GetTargetGroup", "{'targetGroupIdentifier':'%s'}", group);
    world.ok("GetListener", of("listenerIdentifier"), service, listener);
    world.ok(
        "GetRule",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s','ruleIdentifier':'%s'}",
        service,
        listener,
        rule);
    world.ok(
        "GetServiceNetworkServiceAssociation",
        "{'serviceNetworkServiceAssociationIdentifier':'%s'}",
        serviceAssociation);
    world.ok(
        "GetServiceNetworkVpcAssociation",
        "{'serviceNetworkVpcAssociationIdentifier':'%s'}",
        vpcAssociation);
    world.ok("GetAuthPolicy", "{'resourceIdentifier':'%s'}", service);
    world.ok("ListServiceNetworks", "{'maxResults':1}");
    world.ok("ListServices", "{}");
    world.ok("ListTargetGroups", "{'targetGroupType':'IP','vpcIdentifier':'%s'}", Bench.VPC);
    world.ok("ListTargets", "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.5'}]}", group);
    world.ok("ListListeners", "{'serviceIdentifier':'%s'}", service);
    world.ok("ListRules", of("listenerIdentifier"), service, listener);
    world.ok("ListTagsForResource", "{'resourceArn':'%s'}", serviceArn);
    var inNetwork = "{'serviceNetworkIdentifier':'%s'}";
    world.ok("ListServiceNetworkServiceAssociations", inNetwork, network);
    world.ok("ListServiceNetworkVpcAssociations", inNetwork, network);
    world.ok("ListServiceNetworkVpcEndpointAssociations", inNetwork, network);
    readResources(inNetwork);
  }

  private void readResources(String inNetwork) {
    world.ok("GetAccessLogSubscription", "{'accessLogSubscriptionIdentifier':'%s'}", subscription);
    world.ok("ListAccessLogSubscriptions", "{'resourceIdentifier':'%s'}", network);
    world.ok("GetResourcePolicy", "{'resourceArn':'%s'}", serviceArn);
    world.ok("GetResourceGateway", "{'resourceGatewayIdentifier':'%s'}", gateway);
    world.ok("ListResourceGateways", "{}");
    world.ok("GetResourceConfiguration", "{'resourceConfigurationIdentifier':'%s'}", configuration);
    world.ok("ListResourceConfigurations", "{}");
    world.ok(
        "GetServiceNetworkResourceAssociation",
        "{'serviceNetworkResourceAssociationIdentifier':'%s'}",
        resourceAssociation);
    world.ok("ListServiceNetworkResourceAssociations", inNetwork, network);
    world.ok(
        "ListResourceEndpointAssociations",
        "{'resourceConfigurationIdentifier':'%s'}",
        configuration);
    world.ok("GetDomainVerification", "{'domainVerificationIdentifier':'%s'}", verification);
    world.ok("ListDomainVerifications", "{}");
  }

  private void change() {
    world.ok(
        "UpdateServiceNetwork", "{'serviceNetworkIdentifier':'%s','authType':'AWS_IAM'}", network);
    world.ok("UpdateService", "{'serviceIdentifier':'%s','authType':'AWS_IAM'}", service);
    world.ok("GetAuthPolicy", "{'resourceIdentifier':'%s'}", service);
    world.ok(
        "UpdateTargetGroup",
        "{'targetGroupIdentifier':'%s','healthCheck':{'path':'/live'}}",
        group);
    world.ok(
        "UpdateListener",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s','defaultAction':{'forward':"
            + "{'targetGroups':[{'targetGroupIdentifier':'%s','weight':10},"
            + "{'targetGroupIdentifier':'%s','weight':90}]}}}",
        service,
        listener,
        group,
        other);
    world.ok(
        "UpdateRule",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s','ruleIdentifier':'%s','priority':20}",
        service,
        listener,
        rule);
    world.ok(
        "BatchUpdateRule",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s','rules':[{'ruleIdentifier':'%s',"
            + "'priority':30},{'ruleIdentifier':'rule-00000000000000000','priority':31}]}",
        service,
        listener,
        rule);
    world.ok(
        "UpdateServiceNetworkVpcAssociation",
        "{'serviceNetworkVpcAssociationIdentifier':'%s','securityGroupIds':['%s']}",
        vpcAssociation,
        world.securityGroup());
    world.ok("UntagResource", "{'resourceArn':'%s','tagKeys':['a']}", serviceArn);
    changeResources();
  }

  private void changeResources() {
    world.ok(
        "UpdateAccessLogSubscription",
        "{'accessLogSubscriptionIdentifier':'%s','destinationArn':'%s-two'}",
        subscription,
        LOGS);
    world.ok("UpdateResourceGateway", "{'resourceGatewayIdentifier':'%s'}", gateway);
    world.ok(
        "UpdateResourceConfiguration",
        "{'resourceConfigurationIdentifier':'%s','portRanges':['5432','5433']}",
        configuration);
  }

  private void takeDown() {
    takeDownResources();
    world.ok("DeleteAuthPolicy", "{'resourceIdentifier':'%s'}", service);
    world.ok(
        "DeleteRule",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s','ruleIdentifier':'%s'}",
        service,
        listener,
        rule);
    world.ok("DeleteListener", of("listenerIdentifier"), service, listener);
    world.ok(
        "DeleteServiceNetworkServiceAssociation",
        "{'serviceNetworkServiceAssociationIdentifier':'%s'}",
        serviceAssociation);
    world.ok("DeleteService", "{'serviceIdentifier':'%s'}", service);
    world.ok(
        "DeregisterTargets",
        "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.5','port':8080}]}",
        group);
    world.ok("DeleteTargetGroup", "{'targetGroupIdentifier':'%s'}", group);
    world.ok(
        "DeleteServiceNetworkVpcAssociation",
        "{'serviceNetworkVpcAssociationIdentifier':'%s'}",
        vpcAssociation);
    world.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
  }

  private void takeDownResources() {
    world.ok("DeleteResourcePolicy", "{'resourceArn':'%s'}", serviceArn);
    world.ok(
        "DeleteAccessLogSubscription", "{'accessLogSubscriptionIdentifier':'%s'}", subscription);
    world.ok(
        "DeleteServiceNetworkResourceAssociation",
        "{'serviceNetworkResourceAssociationIdentifier':'%s'}",
        resourceAssociation);
    world.ok(
        "DeleteResourceConfiguration", "{'resourceConfigurationIdentifier':'%s'}", configuration);
    world.ok("DeleteResourceGateway", "{'resourceGatewayIdentifier':'%s'}", gateway);
    world.ok("DeleteDomainVerification", "{'domainVerificationIdentifier':'%s'}", verification);
  }

  private String group(String name) {
    return id(
        "CreateTargetGroup",
        "{'name':'%s','type':'IP','config':{'port':8080,'protocol':'HTTP','vpcIdentifier':'%s'}}",
        name,
        Bench.VPC);
  }

  private static String of(String member) {
    return "{'serviceIdentifier':'%s','" + member + "':'%s'}";
  }

  /** The ID of what was created. */
  private String id(String operation, String json, Object... arguments) {
    return world.ok(operation, json, arguments).path("id").asText();
  }
}
