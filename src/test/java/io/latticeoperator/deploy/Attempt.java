package io.latticeoperator.deploy;

import io.latticeoperator.deploy.AwsOfTwoClusters.Answer;
import io.latticeoperator.deploy.AwsOfTwoClusters.Party;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A write on something of an estate, by whoever tries it.
 *
 * @param action of IAM
 */
record Attempt(String action, Function<Party, Answer> call) {
  private static final String CLUSTER_UID = "latticeoperator.io/cluster-uid";

  Answer by(Party party) {
    return call.apply(party);
  }

  private static Attempt lattice(String action, String method, String path, String body) {
    return new Attempt("vpc-lattice:" + action, party -> party.lattice(method, path, body));
  }

  /** All that changes or deletes, in an order in which it can be done. */
  static List<Attempt> changes(Estate estate) {
    return Stream.of(
            lattice(estate), policies(estate), elsewhere(estate), rules(estate), ends(estate))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Attempt> lattice(Estate estate) {
    var group = "/targetgroups/" + estate.targetGroup().id();
    var targets = "{'targets':[{'id':'10.1.0.10','port':8080}]}";
    var forward =
        "{'defaultAction':{'forward':{'targetGroups':[{'targetGroupIdentifier':'%s'}]}}}"
            .formatted(estate.targetGroup().id());
    return List.of(
        lattice(
            "UpdateTargetGroup", "PATCH", group, "{'healthCheck':{'enabled':true,'path':'/z'}}"),
        lattice("RegisterTargets", "POST", group + "/registertargets", targets),
        lattice("DeregisterTargets", "POST", group + "/deregistertargets", targets),
        lattice(
            "UpdateListener",
            "PATCH",
            "/services/%s/listeners/%s".formatted(estate.service().id(), estate.listener().id()),
            forward),
        lattice(
            "UpdateService", "PATCH", "/services/" + estate.service().id(), "{'authType':'NONE'}"),
        lattice(
            "UpdateServiceNetwork",
            "PATCH",
            "/servicenetworks/" + estate.network().id(),
            "{'authType':'NONE'}"),
        lattice(
            "UpdateServiceNetworkVpcAssociation",
            "PATCH",
            "/servicenetworkvpcassociations/" + estate.vpcAssociation().id(),
            "{'securityGroupIds':['%s']}".formatted(estate.securityGroup())),
        new Attempt(
            "vpc-lattice:TagResource",
            party ->
                party.tagLattice(
                    estate.service().arn(), "{\"latticeoperator.io/owner-uid\":\"again\"}")),
        new Attempt(
            "vpc-lattice:UntagResource",
            party ->
                party.untagLattice(
                    estate.network().arn(), "latticeoperator.io/user/" + estate.owner().uid)));
  }

  private static List<Attempt> policies(Estate estate) {
    var auth = "/authpolicy/" + estate.service().id();
    var shared = "/resourcepolicy/" + estate.network().arn().replace("/", "%2F");
    return List.of(
        lattice(
            "PutAuthPolicy",
            "PUT",
            auth,
            "{'policy':'{\\'Version\\':\\'2012-10-17\\',\\'Statement\\':[{\\'Effect\\':\\'Allow\\',"
                + "\\'Principal\\':\\'*\\',\\'Action\\':\\'vpc-lattice-svcs:Invoke\\',"
                + "\\'Resource\\':\\'*\\'}]}'}"),
        lattice("DeleteAuthPolicy", "DELETE", auth, ""),
        lattice(
            "PutResourcePolicy",
            "PUT",
            shared,
            "{'policy':'{\\'Version\\':\\'2012-10-17\\',\\'Statement\\':[{\\'Effect\\':\\'Allow\\',"
                + "\\'Principal\\':{\\'AWS\\':\\'444455556666\\'},\\'Action\\':"
                + "\\'vpc-lattice:GetServiceNetwork\\',\\'Resource\\':\\'"
                + estate.network().arn()
                + "\\'}]}'}"),
        lattice("DeleteResourcePolicy", "DELETE", shared, ""),
        lattice(
            "UpdateAccessLogSubscription",
            "PATCH",
            "/accesslogsubscriptions/" + estate.subscription().id(),
            "{'destinationArn':'%s:*'}".formatted(estate.logGroupArn())));
  }

  private static List<Attempt> elsewhere(Estate estate) {
    var uid = estate.owner().uid;
    return List.of(
        new Attempt(
            "logs:PutRetentionPolicy",
            party ->
                party.logs(
                    "PutRetentionPolicy",
                    "{'logGroupName':'%s','retentionInDays':7}".formatted(estate.logGroup()))),
        new Attempt(
            "logs:TagResource",
            party ->
                party.logs(
                    "TagResource",
                    "{'resourceArn':'%s','tags':{'latticeoperator.io/owner-uid':'again'}}"
                        .formatted(estate.logGroupArn()))),
        new Attempt(
            "logs:UntagResource",
            party ->
                party.logs(
                    "UntagResource",
                    "{'resourceArn':'%s','tagKeys':['latticeoperator.io/user/%s']}"
                        .formatted(estate.logGroupArn(), uid))),
        new Attempt(
            "ram:AssociateResourceShare",
            party ->
                party.ram(
                    "associateresourceshare",
                    "{'resourceShareArn':'%s','principals':['444455556666']}"
                        .formatted(estate.shareArn()))),
        new Attempt(
            "ram:DisassociateResourceShare",
            party ->
                party.ram(
                    "disassociateresourceshare",
                    "{'resourceShareArn':'%s','principals':['444455556666']}"
                        .formatted(estate.shareArn()))),
        new Attempt(
            "ram:UpdateResourceShare",
            party ->
                party.ram(
                    "updateresourceshare",
                    "{'resourceShareArn':'%s','allowExternalPrincipals':true}"
                        .formatted(estate.shareArn()))),
        new Attempt(
            "ram:TagResource",
            party ->
                party.ram(
                    "tagresource",
                    "{'resourceShareArn':'%s','tags':[{'key':'latticeoperator.io/owner-uid',"
                            .formatted(estate.shareArn())
                        + "'value':'again'}]}")),
        new Attempt(
            "cloudwatch:PutMetricAlarm",
            party -> party.cloudWatch("PutMetricAlarm", alarm(estate.prefix()))),
        new Attempt(
            "cloudwatch:TagResource",
            party ->
                party.cloudWatch(
                    "TagResource",
                    "ResourceARN",
                    estate.alarmArn(),
                    "Tags.member.1.Key",
                    CLUSTER_UID,
                    "Tags.member.1.Value",
                    uid)),
        new Attempt(
            "cloudwatch:PutDashboard",
            party ->
                party.cloudWatch(
                    "PutDashboard",
                    "DashboardName",
                    estate.prefix(),
                    "DashboardBody",
                    "{\"widgets\":[]}")));
  }

  private static List<Attempt> rules(Estate estate) {
    return List.of(
        new Attempt(
            "ec2:ModifySecurityGroupRules",
            party ->
                party.ec2(
                    "ModifySecurityGroupRules",
                    "GroupId",
                    estate.securityGroup(),
                    "SecurityGroupRule.1.SecurityGroupRuleId",
                    estate.rule(),
                    "SecurityGroupRule.1.SecurityGroupRule.IpProtocol",
                    "tcp",
                    "SecurityGroupRule.1.SecurityGroupRule.FromPort",
                    "8080",
                    "SecurityGroupRule.1.SecurityGroupRule.ToPort",
                    "8090",
                    "SecurityGroupRule.1.SecurityGroupRule.PrefixListId",
                    Estate.prefixList(party))),
        new Attempt(
            "ec2:CreateTags",
            party ->
                party.ec2(
                    "CreateTags",
                    "ResourceId.1",
                    estate.rule(),
                    "Tag.1.Key",
                    "latticeoperator.io/owner-uid",
                    "Tag.1.Value",
                    "again")),
        new Attempt(
            "ec2:DeleteTags",
            party ->
                party.ec2(
                    "DeleteTags",
                    "ResourceId.1",
                    estate.rule(),
                    "Tag.1.Key",
                    "latticeoperator.io/user/" + estate.owner().uid)),
        new Attempt(
            "ec2:RevokeSecurityGroupIngress",
            party ->
                party.ec2(
                    "RevokeSecurityGroupIngress",
                    "GroupId",
                    estate.securityGroup(),
                    "SecurityGroupRuleId.1",
                    estate.rule())));
  }

  private static List<Attempt> ends(Estate estate) {
    var prefix = estate.prefix();
    return List.of(
        new Attempt(
            "cloudwatch:DeleteAlarms",
            party -> party.cloudWatch("DeleteAlarms", "AlarmNames.member.1", prefix)),
        new Attempt(
            "cloudwatch:DeleteDashboards",
            party -> party.cloudWatch("DeleteDashboards", "DashboardNames.member.1", prefix)),
        new Attempt(
            "ram:DeleteResourceShare",
            party -> party.ram("deleteresourceshare?resourceShareArn=" + estate.shareArn(), "")),
        lattice(
            "DeleteAccessLogSubscription",
            "DELETE",
            "/accesslogsubscriptions/" + estate.subscription().id(),
            ""),
        new Attempt(
            "logs:DeleteLogGroup",
            party ->
                party.logs("DeleteLogGroup", "{'logGroupName':'%s'}".formatted(estate.logGroup()))),
        lattice(
            "DeleteServiceNetworkVpcAssociation",
            "DELETE",
            "/servicenetworkvpcassociations/" + estate.vpcAssociation().id(),
            ""),
        lattice(
            "DeleteServiceNetworkServiceAssociation",
            "DELETE",
            "/servicenetworkserviceassociations/" + estate.association().id(),
            ""),
        lattice(
            "DeleteListener",
            "DELETE",
            "/services/%s/listeners/%s".formatted(estate.service().id(), estate.listener().id()),
            ""),
        awaited(lattice("DeleteService", "DELETE", "/services/" + estate.service().id(), "")),
        lattice("DeleteTargetGroup", "DELETE", "/targetgroups/" + estate.targetGroup().id(), ""),
        awaited(
            lattice(
                "DeleteServiceNetwork",
                "DELETE",
                "/servicenetworks/" + estate.network().id(),
                "")));
  }

  /** Again while what was deleted before is still there. */
  private static Attempt awaited(Attempt attempt) {
    return new Attempt(
        attempt.action(),
        party ->
            Awaitility.await().until(() -> attempt.by(party), answer -> answer.status() != 409));
  }

  /**
   * All that creates.
   *
   * @param tags as a JSON object, with at most one
   */
  static List<Attempt> creations(Estate estate, String tags) {
    var uid = tags.equals("{}") ? null : estate.owner().uid;
    var group =
        "{'name':'new','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'%s'},"
                .formatted(AwsOfTwoClusters.VPC)
            + "'tags':%s}".formatted(tags);
    var fixed =
        "{'name':'new','protocol':'HTTP','port':8080,'defaultAction':{'fixedResponse':"
            + "{'statusCode':404}},'tags':%s}";
    var pair = "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s','tags':%s}";
    var vpc = "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s','tags':%s}";
    var log = "{'resourceIdentifier':'%s','destinationArn':'%s:*','tags':%s}";
    var share =
        "{'name':'new','resourceArns':['%s']%s}"
            .formatted(
                estate.network().arn(),
                uid == null
                    ? ""
                    : ",'tags':[{'key':'%s','value':'%s'}]".formatted(CLUSTER_UID, uid));
    var logGroup =
        uid == null
            ? "{'logGroupName':'/lattice/new'}"
            : "{'logGroupName':'/lattice/new','tags':%s}".formatted(tags);
    return List.of(
        lattice("CreateService", "POST", "/services", "{'name':'new','tags':%s}".formatted(tags)),
        lattice("CreateTargetGroup", "POST", "/targetgroups", group),
        lattice(
            "CreateListener",
            "POST",
            "/services/%s/listeners".formatted(estate.service().id()),
            fixed.formatted(tags)),
        lattice(
            "CreateServiceNetworkServiceAssociation",
            "POST",
            "/servicenetworkserviceassociations",
            pair.formatted(estate.network().id(), estate.service().id(), tags)),
        lattice(
            "CreateServiceNetwork",
            "POST",
            "/servicenetworks",
            "{'name':'new','tags':%s}".formatted(tags)),
        lattice(
            "CreateServiceNetworkVpcAssociation",
            "POST",
            "/servicenetworkvpcassociations",
            vpc.formatted(estate.network().id(), AwsOfTwoClusters.VPC, tags)),
        lattice(
            "CreateAccessLogSubscription",
            "POST",
            "/accesslogsubscriptions",
            log.formatted(estate.service().id(), estate.logGroupArn(), tags)),
        new Attempt("logs:CreateLogGroup", party -> party.logs("CreateLogGroup", logGroup)),
        new Attempt("ram:CreateResourceShare", party -> party.ram("createresourceshare", share)),
        new Attempt(
            "ec2:AuthorizeSecurityGroupIngress",
            party ->
                party.ec2(
                    "AuthorizeSecurityGroupIngress",
                    open(estate.securityGroup(), 9090, uid, Estate.prefixList(party)))));
  }

  /** What a cluster may do with things of another one that it uses too. */
  static List<Attempt> uses(Estate theirs, Party user) {
    var mark = "latticeoperator.io/user/" + user.uid;
    return List.of(
        new Attempt(
            "vpc-lattice:TagResource",
            party -> party.tagLattice(theirs.network().arn(), party.use())),
        new Attempt(
            "vpc-lattice:TagResource",
            party -> party.tagLattice(theirs.vpcAssociation().arn(), party.use())),
        new Attempt(
            "logs:TagResource",
            party ->
                party.logs(
                    "TagResource",
                    "{'resourceArn':'%s','tags':{'%s':'two'}}"
                        .formatted(theirs.logGroupArn(), mark))),
        new Attempt(
            "ec2:CreateTags",
            party ->
                party.ec2(
                    "CreateTags",
                    "ResourceId.1",
                    theirs.rule(),
                    "Tag.1.Key",
                    mark,
                    "Tag.1.Value",
                    "two")),
        lattice(
            "DeleteServiceNetworkVpcAssociation",
            "DELETE",
            "/servicenetworkvpcassociations/" + theirs.vpcAssociation().id(),
            ""),
        lattice("DeleteServiceNetwork", "DELETE", "/servicenetworks/" + theirs.network().id(), ""),
        new Attempt(
            "logs:DeleteLogGroup",
            party ->
                party.logs(
                    "DeleteLogGroup", "{'logGroupName':'%s'}".formatted(theirs.logGroup()))));
  }

  /** What would make something of somebody else's one's own. */
  static List<Attempt> claims(Estate estate, String tags) {
    var uid = tags.replaceAll(".*:\"([^\"]*)\"}", "$1");
    return List.of(
        claim(estate.network(), tags),
        claim(estate.vpcAssociation(), tags),
        claim(estate.service(), tags),
        claim(estate.targetGroup(), tags),
        claim(estate.listener(), tags),
        claim(estate.association(), tags),
        claim(estate.subscription(), tags),
        new Attempt(
            "ec2:CreateTags",
            party ->
                party.ec2(
                    "CreateTags",
                    "ResourceId.1",
                    estate.rule(),
                    "Tag.1.Key",
                    CLUSTER_UID,
                    "Tag.1.Value",
                    uid)),
        new Attempt(
            "ec2:CreateTags",
            party ->
                party.ec2(
                    "CreateTags",
                    "ResourceId.1",
                    estate.securityGroup(),
                    "Tag.1.Key",
                    "latticeoperator.io/user/" + uid,
                    "Tag.1.Value",
                    "us")),
        new Attempt(
            "ram:TagResource",
            party ->
                party.ram(
                    "tagresource",
                    "{'resourceShareArn':'%s','tags':[{'key':'%s','value':'%s'}]}"
                        .formatted(estate.shareArn(), CLUSTER_UID, uid))));
  }

  private static Attempt claim(Estate.Made made, String tags) {
    return new Attempt("vpc-lattice:TagResource", party -> party.tagLattice(made.arn(), tags));
  }

  /** Parameters of PutMetricAlarm. */
  static String[] alarm(String name) {
    return new String[] {
      "AlarmName",
      name,
      "Namespace",
      "AWS/VpcLattice",
      "MetricName",
      "HTTPCode_5XX_Count",
      "Statistic",
      "Sum",
      "Period",
      "60",
      "EvaluationPeriods",
      "1",
      "Threshold",
      "1",
      "ComparisonOperator",
      "GreaterThanThreshold"
    };
  }

  /**
   * Parameters of AuthorizeSecurityGroupIngress.
   *
   * @param uid in the tag of the rule; null or empty for a rule without a tag
   */
  static String[] open(String group, int port, @Nullable String uid, String prefixList) {
    var rule =
        List.of(
            "GroupId",
            group,
            "IpPermissions.1.IpProtocol",
            "tcp",
            "IpPermissions.1.FromPort",
            "" + port,
            "IpPermissions.1.ToPort",
            "" + port,
            "IpPermissions.1.PrefixListIds.1.PrefixListId",
            prefixList);
    var tag =
        uid == null || uid.isEmpty()
            ? List.<String>of()
            : List.of(
                "TagSpecification.1.ResourceType",
                "security-group-rule",
                "TagSpecification.1.Tag.1.Key",
                CLUSTER_UID,
                "TagSpecification.1.Tag.1.Value",
                uid);
    return Stream.of(rule, tag).flatMap(List::stream).toArray(String[]::new);
  }
}
