package io.latticeoperator.cloud.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Belonging;
import io.latticeoperator.cloud.Surroundings;
import io.latticeoperator.dashboard.Alarms;
import io.latticeoperator.dashboard.DashboardBody;
import io.latticeoperator.dashboard.Subject;
import io.latticeoperator.model.AccessLog;
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
import io.latticeoperator.model.ResourceShare;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Subnet;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What is found of a cluster, and around it, through the SDK in the simulated AWS. */
class AwsInventoryTest {
  private static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";
  private static final String ACCOUNT = "111122223333";
  private static final ClusterIdentity ONE = new ClusterIdentity("uid-1", "one");
  private static final ClusterIdentity TWO = new ClusterIdentity("uid-2", "two");

  private final VirtualTimeline time = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
  private final Set<String> denied = new HashSet<>();
  private final World world =
      World.of(
          new Vpc(
              VPC,
              ACCOUNT,
              "eu-central-1",
              List.of(Cidr.parse("10.1.0.0/16"), Cidr.parse("2600:1f14::/56")),
              List.of(new Subnet("subnet-1", Cidr.parse("10.1.0.0/24"), "eu-central-1a"))));
  private final AwsServices services =
      AwsServices.of(
          Environment.of(time, world, ACCOUNT, 1).authorizedBy(this::refusal),
          Settings.quick(),
          HealthProbe.alwaysHealthy());
  private final AwsServer server = AwsServer.start(services, 0);
  private final AwsClients clients =
      AwsClients.at(
          server.endpoint(),
          "eu-central-1",
          StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAOPERATOR", "secret")),
          Timeouts.STANDARD,
          "test");
  private final AwsCloud cloud = new AwsCloud(clients);

  @AfterEach
  void close() {
    clients.close();
    server.close();
  }

  private Optional<String> refusal(Caller caller, Access access) {
    return denied.contains(access.action()) ? Optional.of("No.") : Optional.empty();
  }

  private Physical made(ClusterIdentity cluster, Provision node, Map<Role, String> ids) {
    var key = new Key(new Place("", "eu-central-1"), Owner.network(cluster.name()), node.role());
    var tags = Ownership.tags(cluster, key, "owner-uid");
    var receipt = cloud.apply(new Change.Create(key, (Node) node, ids, tags, "test"));
    time.advance(Duration.ofSeconds(10));
    var physical =
        assertInstanceOf(Receipt.Done.class, receipt.outcome(), receipt::toString).physical();
    return assertInstanceOf(Physical.class, physical);
  }

  private static Subject subject(ClusterIdentity cluster) {
    var services =
        List.of(new Subject.Offered(Owner.export("shop", "a"), "svc-1", null, List.of("tg-1")));
    return new Subject(
        cluster, Owner.network(cluster.name()), "eu-central-1", "x", services, null, true);
  }

  /** Everything that a network can have, of one cluster. */
  private void furnish(ClusterIdentity cluster, boolean withVpc) {
    var name = cluster.name() + "-mesh";
    var network = made(cluster, new ServiceNetwork(name, null, false, Map.of()), Map.of());
    var in = Map.of(Role.serviceNetwork(), network.arn());
    if (withVpc) {
      made(cluster, new VpcAssociation(VPC, "service-network", Set.of(), null), in);
    }
    made(
        cluster,
        new AccessLog(
            Role.serviceNetwork(), AccessLog.Destination.S3, "arn:aws:s3:::logs-of-" + name),
        in);
    made(cluster, new LogGroup("/" + name, null, false), Map.of());
    made(cluster, new ResourceShare(name, Set.of("444455556666"), true), in);
    var group = world.securityGroups().getFirst().id();
    made(
        cluster,
        new SecurityGroupRule(
            group, IpAddressType.IPV4, "pl-0a1a77ce000000004", 0, 80, withVpc ? 81 : 82),
        Map.of());
    made(cluster, DashboardBody.of(subject(cluster), name, false), Map.of());
    made(cluster, Alarms.of(subject(cluster), List.of(), 5, 60).getFirst(), Map.of());
  }

  private List<Belonging> inventory(String uid) {
    return switch (new AwsInventory(clients).of(uid)) {
      case Answer.Known<List<Belonging>> known -> known.value();
      case Answer.Unknown<List<Belonging>> unknown -> throw new AssertionError(unknown);
    };
  }

  @Test
  void findsWhatAClusterHasMadeAndNothingOfAnother() {
    furnish(ONE, true);
    furnish(TWO, false);
    var found = inventory("uid-1");
    assertEquals(
        new TreeSet<>(
            List.of(
                Kind.SERVICE_NETWORK,
                Kind.VPC_ASSOCIATION,
                Kind.ACCESS_LOG,
                Kind.LOG_GROUP,
                Kind.RESOURCE_SHARE,
                Kind.SECURITY_GROUP_RULE,
                Kind.DASHBOARD,
                Kind.ALARM)),
        new TreeSet<>(found.stream().map(Belonging::kind).toList()));
    assertEquals(8, found.size());
    for (var belonging : found) {
      assertEquals("LatticeNetwork/one", belonging.owner(), belonging::toString);
    }
    var roles = found.stream().map(Belonging::role).sorted().toList();
    assertEquals(
        List.of(
            "",
            "access-log/s3",
            "alarm/errors-shop.a",
            "log-group//one-mesh",
            "security-group-rule/sg-0aaaaaaaaaaaaaaaa/ipv4/0",
            "service-network",
            "share",
            "vpc-association/" + VPC),
        roles.stream()
            .map(role -> role.replaceAll("sg-[0-9a-z]+", "sg-0aaaaaaaaaaaaaaaa"))
            .toList());
    assertEquals(7, inventory("uid-2").size());
    assertEquals(List.of(), inventory("uid-3"));
  }

  @Test
  void namesByTheIdByWhichAResourceIsReadAndDeleted() {
    furnish(ONE, true);
    for (var belonging : inventory("uid-1")) {
      var id = belonging.id();
      switch (belonging.kind()) {
        case RESOURCE_SHARE -> assertEquals(belonging.arn(), id);
        case LOG_GROUP -> assertEquals("/one-mesh", id);
        case DASHBOARD -> assertEquals("one-mesh", id);
        default -> assertEquals(true, belonging.arn().endsWith(id), belonging::toString);
      }
    }
  }

  @Test
  void namesTheActionWithoutWhichThereIsNoInventory() {
    for (var action :
        List.of(
            "tag:GetResources", "ec2:DescribeSecurityGroupRules", "cloudwatch:ListDashboards")) {
      denied.add(action);
      assertEquals(
          new Answer.Unknown<>(Fault.of(Fault.Kind.DENIED, "No. (" + action + ")")),
          new AwsInventory(clients).of("uid-1"));
      denied.clear();
    }
  }

  @Test
  void readsNoBelongingFromTheArnsOfOtherThings() {
    for (var arn :
        List.of(
            "",
            "arn:aws:s3:::logs",
            "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-1",
            "arn:aws:cloudwatch::111122223333:dashboard/x",
            "arn:aws:vpc-lattice:eu-central-1:111122223333:resourcegateway/rgw-1")) {
      assertEquals(Optional.empty(), Belonging.of(arn, Map.of()));
    }
  }

  @Test
  void saysWhoCallsAndWhatTheVpcIs() {
    var surroundings = new AwsSurroundings(clients);
    assertEquals(
        new Answer.Known<>(
            new Surroundings.Identity(
                ACCOUNT,
                "arn:aws:iam::111122223333:user/AKIAOPERATOR",
                "credentials as they are given",
                "eu-central-1")),
        surroundings.identity());
    assertEquals(
        new Answer.Known<>(
            new Surroundings.Network(
                VPC,
                List.of("10.1.0.0/16", "2600:1f14::/56"),
                List.of(
                    new Surroundings.Subnet("subnet-1", List.of("10.1.0.0/24"), "eu-central-1a")))),
        surroundings.vpc(VPC));
    assertEquals(
        new Answer.Unknown<>(
            Fault.of(Fault.Kind.MISSING, "there is no VPC vpc-1 in this account and Region")),
        surroundings.vpc("vpc-1"));
  }

  @Test
  void countsTheAccountsOwn() {
    furnish(ONE, false);
    var usage = new AwsSurroundings(clients).usage();
    assertEquals(new Answer.Known<>(new Surroundings.Usage(1, 0, 0)), usage);
    denied.add("vpc-lattice:ListServices");
    assertInstanceOf(Answer.Unknown.class, new AwsSurroundings(clients).usage());
  }
}
