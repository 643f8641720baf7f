package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.deploy.AwsOfTwoClusters.Answer;
import io.latticeoperator.deploy.AwsOfTwoClusters.Party;
import org.awaitility.Awaitility;

/**
 * One of everything that an operator makes, made by the administrator with the tags of an owner.
 *
 * @param name in the names of all of it
 * @param securityGroup id of a group in which the owner may work
 */
record Estate(
    Party owner,
    String name,
    Made network,
    Made vpcAssociation,
    Made service,
    Made targetGroup,
    Made listener,
    Made association,
    Made subscription,
    String logGroupArn,
    String shareArn,
    String alarmArn,
    String securityGroup,
    String rule) {
  static final String PREFIX_LIST_FILTER = "com.amazonaws.%s.vpc-lattice";

  /** A resource of VPC Lattice. */
  record Made(String id, String arn) {}

  static Estate of(AwsOfTwoClusters aws, Party owner) {
    return named(aws, owner, "one");
  }

  /**
   * @param owner the administrator for things without tags
   */
  static Estate named(AwsOfTwoClusters aws, Party owner, String name) {
    var admin = aws.administrator;
    var tags = owner.uid.isEmpty() ? "{}" : owner.tags();
    var network = made(admin, "/servicenetworks", "{'name':'%s','tags':%s}", name, tags);
    var service =
        made(admin, "/services", "{'name':'%s','authType':'AWS_IAM','tags':%s}", name, tags);
    var group =
        made(
            admin,
            "/targetgroups",
            "{'name':'%s','type':'IP','config':{'port':80,'protocol':'HTTP',"
                + "'vpcIdentifier':'%s'},'tags':%s}",
            name,
            AwsOfTwoClusters.VPC,
            tags);
    active(admin, "/services/" + service.id());
    active(admin, "/targetgroups/" + group.id());
    var listener =
        made(
            admin,
            "/services/%s/listeners".formatted(service.id()),
            "{'name':'http','protocol':'HTTP','defaultAction':{'forward':{'targetGroups':"
                + "[{'targetGroupIdentifier':'%s'}]}},'tags':%s}",
            group.id(),
            tags);
    var association =
        made(
            admin,
            "/servicenetworkserviceassociations",
            "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s','tags':%s}",
            network.id(),
            service.id(),
            tags);
    var vpc = vpc(admin, name);
    var securityGroup = securityGroup(admin, owner, name, vpc);
    var vpcAssociation =
        made(
            admin,
            "/servicenetworkvpcassociations",
            "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s','securityGroupIds':['%s'],"
                + "'tags':%s}",
            network.id(),
            vpc,
            securityGroup.group(),
            tags);
    active(admin, "/servicenetworkserviceassociations/" + association.id());
    active(admin, "/servicenetworkvpcassociations/" + vpcAssociation.id());
    return new Estate(
        owner,
        name,
        network,
        vpcAssociation,
        service,
        group,
        listener,
        association,
        subscription(admin, name, network, tags),
        logGroupArn(name),
        share(admin, owner, name, network),
        alarm(admin, owner, name),
        securityGroup.group(),
        securityGroup.rule());
  }

  /** What the names of things begin with that have no tags. */
  String prefix() {
    return "lattice-%s-%s".formatted(owner.uid, name);
  }

  String logGroup() {
    return "/lattice/" + name;
  }

  private static String logGroupArn(String name) {
    return "arn:aws:logs:%s:%s:log-group:/lattice/%s"
        .formatted(AwsOfTwoClusters.REGION, AwsOfTwoClusters.ACCOUNT, name);
  }

  private static Made made(Party admin, String path, String json, Object... arguments) {
    var answer = admin.lattice("POST", path, json.formatted(arguments));
    assertTrue(answer.status() < 300, answer::body);
    return new Made(answer.json().path("id").asText(), answer.json().path("arn").asText());
  }

  private static void active(Party admin, String path) {
    Awaitility.await()
        .until(
            () -> admin.lattice("GET", path, "").json().path("status").asText().equals("ACTIVE"));
  }

  /** The VPC of this estate: the one that is there, or a second one. */
  private static String vpc(Party admin, String name) {
    return name.equals("one")
        ? AwsOfTwoClusters.VPC
        : admin.ec2("CreateVpc", "CidrBlock", "10.2.0.0/16").element("vpcId");
  }

  private static Made subscription(Party admin, String name, Made network, String tags) {
    var created = admin.logs("CreateLogGroup", groupJson(name, tags));
    assertTrue(created.status() < 300, created::body);
    return made(
        admin,
        "/accesslogsubscriptions",
        "{'resourceIdentifier':'%s','destinationArn':'%s:*','tags':%s}",
        network.id(),
        logGroupArn(name),
        tags);
  }

  private static String groupJson(String name, String tags) {
    return tags.equals("{}")
        ? "{'logGroupName':'/lattice/%s'}".formatted(name)
        : "{'logGroupName':'/lattice/%s','tags':%s}".formatted(name, tags);
  }

  private static String share(Party admin, Party owner, String name, Made network) {
    var tags =
        owner.uid.isEmpty()
            ? ""
            : ",'tags':[{'key':'latticeoperator.io/cluster-uid','value':'%s'}]"
                .formatted(owner.uid);
    var answer =
        admin.ram(
            "createresourceshare",
            "{'name':'%s','resourceArns':['%s']%s}".formatted(name, network.arn(), tags));
    assertTrue(answer.status() < 300, answer::body);
    return answer.json().at("/resourceShare/resourceShareArn").asText();
  }

  private static String alarm(Party admin, Party owner, String name) {
    var alarm = "lattice-%s-%s".formatted(owner.uid, name);
    var answer = admin.cloudWatch("PutMetricAlarm", Attempt.alarm(alarm));
    assertTrue(answer.status() < 300, answer::body);
    var board =
        admin.cloudWatch(
            "PutDashboard", "DashboardName", alarm, "DashboardBody", "{\"widgets\":[]}");
    assertTrue(board.status() < 300, board::body);
    return "arn:aws:cloudwatch:%s:%s:alarm:%s"
        .formatted(AwsOfTwoClusters.REGION, AwsOfTwoClusters.ACCOUNT, alarm);
  }

  /** A security group for an owner, with a rule of its own. */
  private record Opened(String group, String rule) {}

  private static Opened securityGroup(Party admin, Party owner, String name, String vpc) {
    var group =
        admin
            .ec2(
                "CreateSecurityGroup",
                "GroupName",
                name,
                "GroupDescription",
                name,
                "VpcId",
                vpc,
                "TagSpecification.1.ResourceType",
                "security-group",
                "TagSpecification.1.Tag.1.Key",
                "latticeoperator.io/user/" + owner.uid,
                "TagSpecification.1.Tag.1.Value",
                name)
            .element("groupId");
    var rule = Attempt.open(group, 8080, owner.uid, prefixList(admin));
    Answer opened = admin.ec2("AuthorizeSecurityGroupIngress", rule);
    assertTrue(opened.status() < 300, opened::body);
    return new Opened(group, opened.element("securityGroupRuleId"));
  }

  static String prefixList(Party admin) {
    return admin
        .ec2(
            "DescribeManagedPrefixLists",
            "Filter.1.Name",
            "prefix-list-name",
            "Filter.1.Value.1",
            PREFIX_LIST_FILTER.formatted(AwsOfTwoClusters.REGION))
        .element("prefixListId");
  }
}
