package io.latticeoperator.cloud.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.latticeoperator.simulator.contract.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The lives of those provisions that LocalStack has too: against the simulator, and against
 * LocalStack when {@code LATTICE_LOCALSTACK_ENDPOINT} names it.
 */
@ParameterizedClass
@MethodSource("claimants")
class OtherClaimantsTest {
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final ClusterIdentity cluster = new ClusterIdentity("uid-" + run, "one");
  private final Endpoint endpoint;
  private final AwsClients clients;
  private final AwsCloud cloud;

  /** Makes what the operator does not make. */
  private final Ec2Client ec2;

  OtherClaimantsTest(Endpoint.Claimant claimant) {
    endpoint = claimant.open();
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    clients = AwsClients.at(endpoint.uri(), "eu-central-1", credentials, Timeouts.STANDARD, "test");
    cloud = new AwsCloud(clients);
    ec2 =
        Ec2Client.builder()
            .region(Region.EU_CENTRAL_1)
            .endpointOverride(endpoint.uri())
            .credentialsProvider(credentials)
            .build();
  }

  static Stream<Endpoint.Claimant> claimants() {
    return Endpoint.Claimant.present();
  }

  @AfterEach
  void close() {
    ec2.close();
    clients.close();
    endpoint.close();
  }

  private static Key key(Provision node) {
    return new Key(new Place("", "eu-central-1"), Owner.network("mesh"), node.role());
  }

  private Receipt.Outcome create(Provision node) {
    var tags = Ownership.tags(cluster, key(node), "owner-uid");
    return cloud.apply(new Change.Create(key(node), node, Map.of(), tags, "test")).outcome();
  }

  private List<Resource> find(Kind kind, String subject) {
    var result = cloud.read(new Read.Find(kind, subject)).result();
    return assertInstanceOf(Result.Found.class, result, result::toString).resources();
  }

  private static Receipt.Done done(Receipt receipt) {
    return assertInstanceOf(Receipt.Done.class, receipt.outcome(), receipt::toString);
  }

  /** Through a whole life; {@code changed} differs from {@code node} in what can be updated. */
  private void live(Provision node, Provision changed, String subject) {
    var outcome = create(node);
    var created =
        Objects.requireNonNull(
            assertInstanceOf(Receipt.Done.class, outcome, outcome::toString).physical());
    var found = find(node.kind(), subject);
    assertEquals(1, found.size(), found::toString);
    assertTrue(node.satisfiedBy((Provision) found.getFirst().node()), found::toString);
    var read = Objects.requireNonNull(found.getFirst().physical());
    if (node.kind().taggable()) {
      assertEquals(created, read);
      retag(node, created, subject);
    } else {
      assertEquals(created.withTags(null), read);
    }
    var from = found.getFirst().node();
    done(cloud.apply(new Change.Update(key(node), read, from, changed, Map.of(), "test")));
    var after = find(node.kind(), subject).getFirst();
    assertTrue(changed.satisfiedBy((Provision) after.node()), after::toString);
    assertEquals(read, after.physical());
    for (int time = 0; time < 2; time++) {
      done(cloud.apply(new Change.Delete(key(node), read, (Node) changed, Map.of(), "test")));
      assertEquals(List.of(), find(node.kind(), subject));
    }
  }

  private void retag(Provision node, Physical created, String subject) {
    var added = Map.of("team", "shop");
    done(cloud.apply(new Change.Tag(key(node), created, node, added, "test")));
    var tags = Objects.requireNonNull(find(node.kind(), subject).getFirst().physical()).tags();
    assertEquals("shop", Objects.requireNonNull(tags).get("team"));
    done(cloud.apply(new Change.Untag(key(node), created, node, Set.of("team"), "test")));
    assertEquals(created, find(node.kind(), subject).getFirst().physical());
  }

  private Subject subject() {
    var services =
        List.of(new Subject.Offered(Owner.export("shop", "a"), "svc-1", null, List.of("tg-1")));
    return new Subject(
        cluster, Owner.network("mesh"), "eu-central-1", "mesh", services, null, false);
  }

  @Test
  void aLogGroupLives() {
    var name = "/lattice/" + run;
    live(new LogGroup(name, 7, false), new LogGroup(name, 30, false), name);
  }

  @Test
  void aDashboardLives() {
    var name = "lattice-" + run;
    live(DashboardBody.of(subject(), name, false), DashboardBody.of(subject(), name, true), name);
  }

  @Test
  void anAlarmLives() {
    var before = Alarms.of(subject(), List.of(), 5, 60).getFirst();
    var after = Alarms.of(subject(), List.of(), 7, 60).getFirst();
    live(before, after, before.prefix());
  }

  @Test
  void anAlarmOfOneMetricLives() {
    var prefix = "lattice-" + run;
    for (var stat : List.of("Sum", "p99")) {
      var watched = new Alarm.Statistic("AWS/VpcLattice", "TotalRequestCount", Map.of(), stat, 60);
      live(alarm(prefix, watched, 1), alarm(prefix, watched, 2), prefix);
    }
  }

  private static Alarm alarm(String prefix, Alarm.Watched watched, int threshold) {
    return new Alarm(
        prefix,
        prefix + "-x",
        "",
        watched,
        3,
        2,
        threshold,
        "GreaterThanThreshold",
        "ignore",
        List.of());
  }

  @Test
  void aRuleLives() {
    var group = securityGroup();
    var node = new SecurityGroupRule(group, IpAddressType.IPV4, prefixList(), 0, 8080, 8081);
    live(node, node.withPorts(80, 90), group);
    live(node, node.withPorts(1, 65535), cluster.uid() + " LatticeNetwork/mesh");
  }

  @Test
  void aRuleThatIsThereIsAConflictAndAGroupThatIsNotIsMissing() {
    var group = securityGroup();
    var node = new SecurityGroupRule(group, IpAddressType.IPV4, prefixList(), 0, 8080, 8081);
    assertInstanceOf(Receipt.Done.class, create(node));
    assertEquals(Fault.Kind.CONFLICT, fault(create(node)));
    var nowhere =
        new SecurityGroupRule(
            "sg-0123456789abcdef0", IpAddressType.IPV4, prefixList(), 0, 8080, 8081);
    assertEquals(Fault.Kind.MISSING, fault(create(nowhere)));
  }

  private static Fault.Kind fault(Receipt.Outcome outcome) {
    return assertInstanceOf(Receipt.Failed.class, outcome, outcome::toString).fault().kind();
  }

  @Test
  void groupsAreFoundByTheirTags() {
    var group = securityGroup();
    var vpc = ec2.describeSecurityGroups(d -> d.groupIds(group)).securityGroups().getFirst();
    var filter = vpc.vpcId() + "\nrun=" + run;
    var result = cloud.read(new Read.Named(Kind.SECURITY_GROUP, filter)).result();
    var items = assertInstanceOf(Result.Index.class, result).items();
    assertEquals(List.of(group), items.stream().map(Result.Item::id).toList());
  }

  private String securityGroup() {
    var vpc = ec2.createVpc(request -> request.cidrBlock("10.90.0.0/16")).vpc().vpcId();
    var id =
        ec2.createSecurityGroup(
                request -> request.groupName("nodes").description("test").vpcId(vpc))
            .groupId();
    var tag = software.amazon.awssdk.services.ec2.model.Tag.builder().key("run").value(run).build();
    ec2.createTags(request -> request.resources(id).tags(tag));
    return id;
  }

  /** VPC Lattice's, or, where that is not, one made for the test. */
  private String prefixList() {
    var name = new Read.Named(Kind.PREFIX_LIST, "com.amazonaws.eu-central-1.vpc-lattice");
    var items = assertInstanceOf(Result.Index.class, cloud.read(name).result()).items();
    return items.isEmpty()
        ? ec2.createManagedPrefixList(
                request -> request.prefixListName("lattice").maxEntries(10).addressFamily("IPv4"))
            .prefixList()
            .prefixListId()
        : items.getFirst().id();
  }
}
