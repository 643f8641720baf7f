package io.latticeoperator.cloud.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.aws.Aws;
import io.latticeoperator.aws.Leftovers;
import io.latticeoperator.aws.TestAccount;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.dashboard.Alarms;
import io.latticeoperator.dashboard.DashboardBody;
import io.latticeoperator.dashboard.Subject;
import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The lives of those provisions that LocalStack has too. */
abstract class ProvisionsContract {
  private final TestAccount account;
  private final String region;
  private final ClusterIdentity cluster;
  private final AwsClients clients;
  private final AwsCloud cloud;

  /** Makes what the operator does not make. */
  private final Ec2Client ec2;

  ProvisionsContract(Aws aws) {
    account = aws.open();
    region = account.region().id();
    // what is named after the cluster has the prefix so
    cluster = new ClusterIdentity(account.prefix().replace("lattice-", ""), "one");
    clients =
        account
            .endpoint()
            .map(
                uri -> AwsClients.at(uri, region, account.credentials(), Timeouts.STANDARD, "test"))
            .orElseGet(() -> AwsClients.configured(Timeouts.STANDARD, "test"));
    cloud = new AwsCloud(clients);
    ec2 = account.client(Ec2Client.builder());
  }

  @AfterEach
  void close() {
    ec2.close();
    clients.close();
    account.close();
  }

  private Key key(Provision node) {
    return new Key(new Place("", region), Owner.network("mesh"), node.role());
  }

  private Receipt.Outcome create(Provision node) {
    var tags = Ownership.tags(cluster, key(node), "owner-uid");
    return apply(new Change.Create(key(node), node, Map.of(), tags, "test"));
  }

  private Receipt.Outcome apply(Change change) {
    return cloud.apply(change).outcome();
  }

  private List<Resource> find(Kind kind, String subject) {
    var result = cloud.read(new Read.Find(kind, subject)).result();
    return assertInstanceOf(Result.Found.class, result, result::toString).resources();
  }

  private static Receipt.Done done(Receipt.Outcome outcome) {
    return assertInstanceOf(Receipt.Done.class, outcome, outcome::toString);
  }

  /** Through a whole life; {@code changed} differs from {@code node} in what can be updated. */
  private void live(Provision node, Provision changed, String subject) {
    var created = created(node);
    var found = find(node.kind(), subject);
    assertEquals(1, found.size(), found::toString);
    assertTrue(node.satisfiedBy((Provision) found.getFirst().node()), found::toString);
    var read = Objects.requireNonNull(found.getFirst().physical());
    assertEquals(created.withTags(null), read.withTags(null));
    var from = found.getFirst().node();
    done(apply(new Change.Update(key(node), read, from, changed, Map.of(), "test")));
    var after = find(node.kind(), subject).getFirst();
    assertTrue(changed.satisfiedBy((Provision) after.node()), after::toString);
    assertEquals(read, after.physical());
    done(apply(new Change.Delete(key(node), read, (Node) changed, Map.of(), "test")));
  }

  /** Is deleted, and deleted again. */
  private void go(Provision node, String subject) {
    var created = created(node);
    for (int time = 0; time < 2; time++) {
      done(apply(new Change.Delete(key(node), created, (Node) node, Map.of(), "test")));
      assertEquals(List.of(), find(node.kind(), subject));
    }
  }

  /** Has its tags from the beginning; others come and go. */
  private void tag(Provision node, String subject) {
    var created = created(node);
    assertEquals(created, find(node.kind(), subject).getFirst().physical());
    var added = Map.of("team", "shop");
    done(apply(new Change.Tag(key(node), created, node, added, "test")));
    var tags = Objects.requireNonNull(find(node.kind(), subject).getFirst().physical()).tags();
    assertEquals("shop", Objects.requireNonNull(tags).get("team"));
    done(apply(new Change.Untag(key(node), created, node, Set.of("team"), "test")));
    assertEquals(created, find(node.kind(), subject).getFirst().physical());
  }

  private Physical created(Provision node) {
    return Objects.requireNonNull(done(create(node)).physical());
  }

  private Subject subject() {
    var services =
        List.of(new Subject.Offered(Owner.export("shop", "a"), "svc-1", null, List.of("tg-1")));
    return new Subject(cluster, Owner.network("mesh"), region, "mesh", services, null, false);
  }

  private LogGroup logGroup(int retentionDays) {
    return new LogGroup("/" + account.prefix() + "/mesh", retentionDays, false);
  }

  @Test
  void aLogGroupLives() {
    live(logGroup(7), logGroup(30), logGroup(7).name());
  }

  @Test
  void aLogGroupGoes() {
    go(logGroup(7), logGroup(7).name());
  }

  @Test
  void aLogGroupIsTagged() {
    tag(logGroup(7), logGroup(7).name());
  }

  @Test
  void aDashboardLives() {
    assumeNotFoundIsTold();
    var name = account.prefix();
    live(DashboardBody.of(subject(), name, false), DashboardBody.of(subject(), name, true), name);
  }

  @Test
  void aDashboardGoes() {
    assumeNotFoundIsTold();
    var name = account.prefix();
    go(DashboardBody.of(subject(), name, false), name);
  }

  /** The adapter asks before it writes. */
  private void assumeNotFoundIsTold() {
    account.assumeNot(Aws.LOCALSTACK, "GetDashboard answers InvalidParameterValue, not 404");
  }

  @Test
  void anAlarmLives() {
    var before = Alarms.of(subject(), List.of(), 5, 60).getFirst();
    var after = Alarms.of(subject(), List.of(), 7, 60).getFirst();
    live(before, after, before.prefix());
  }

  @Test
  void anAlarmOfOneMetricLives() {
    for (var stat : List.of("Sum", "p99")) {
      live(alarm(stat, 1), alarm(stat, 2), account.prefix());
    }
  }

  @Test
  void anAlarmGoes() {
    go(alarm("Sum", 1), account.prefix());
  }

  @Test
  void anAlarmIsTagged() {
    account.assumeNot(Aws.LOCALSTACK, "PutMetricAlarm forgets the tags");
    tag(alarm("Sum", 1), account.prefix());
  }

  private Alarm alarm(String statistic, int threshold) {
    return new Alarm(
        account.prefix(),
        account.prefix() + "-x",
        "",
        new Alarm.Statistic("AWS/VpcLattice", "TotalRequestCount", Map.of(), statistic, 60),
        3,
        2,
        threshold,
        "GreaterThanThreshold",
        "ignore",
        List.of());
  }

  private SecurityGroupRule rule(String group) {
    return new SecurityGroupRule(group, IpAddressType.IPV4, prefixList(), 0, 8080, 8081);
  }

  @Test
  void aRuleLives() {
    var group = securityGroup();
    var node = rule(group);
    live(node, node.withPorts(80, 90), group);
    live(node, node.withPorts(1, 65535), cluster.uid() + " LatticeNetwork/mesh");
  }

  @Test
  void aRuleGoes() {
    var group = securityGroup();
    go(rule(group), group);
  }

  @Test
  void aRuleIsTagged() {
    var group = securityGroup();
    tag(rule(group), group);
  }

  @Test
  void aRuleThatIsThereIsAConflictAndAGroupThatIsNotIsMissing() {
    var group = securityGroup();
    var node = rule(group);
    assertInstanceOf(Receipt.Done.class, create(node));
    assertEquals(Fault.Kind.CONFLICT, fault(create(node)));
    assertEquals(Fault.Kind.MISSING, fault(create(rule("sg-0123456789abcdef0"))));
  }

  private static Fault.Kind fault(Receipt.Outcome outcome) {
    return assertInstanceOf(Receipt.Failed.class, outcome, outcome::toString).fault().kind();
  }

  @Test
  void groupsAreFoundByTheirTags() {
    var group = securityGroup();
    var vpc = ec2.describeSecurityGroups(d -> d.groupIds(group)).securityGroups().getFirst();
    var filter = vpc.vpcId() + "\n" + Leftovers.TAG + "=" + account.prefix();
    var result = cloud.read(new Read.Named(Kind.SECURITY_GROUP, filter)).result();
    var items = assertInstanceOf(Result.Index.class, result).items();
    assertEquals(List.of(group), items.stream().map(Result.Item::id).toList());
  }

  private String securityGroup() {
    var vpc =
        ec2.createVpc(request -> request.cidrBlock("10.90.0.0/16").tagSpecifications(tagged("vpc")))
            .vpc()
            .vpcId();
    return ec2.createSecurityGroup(
            request ->
                request
                    .groupName("nodes")
                    .description("test")
                    .vpcId(vpc)
                    .tagSpecifications(tagged("security-group")))
        .groupId();
  }

  private TagSpecification tagged(String kind) {
    var tag = Tag.builder().key(Leftovers.TAG).value(account.prefix()).build();
    return TagSpecification.builder().resourceType(kind).tags(tag).build();
  }

  private String prefixList() {
    var name = new Read.Named(Kind.PREFIX_LIST, "com.amazonaws." + region + ".vpc-lattice");
    var items = assertInstanceOf(Result.Index.class, cloud.read(name).result()).items();
    return items.getFirst().id();
  }
}
