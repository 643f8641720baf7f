package io.latticeoperator.plan;

import static io.latticeoperator.model.Policy.Type.AUTH;
import static io.latticeoperator.translate.NetworkFixture.SHOP;
import static io.latticeoperator.translate.NetworkFixture.network;
import static io.latticeoperator.translate.NetworkFixture.translate;
import static io.latticeoperator.translate.NetworkFixture.using;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.Fixtures;
import io.latticeoperator.translate.NetworkFacts;
import io.latticeoperator.translate.NetworkFixture;
import io.latticeoperator.translate.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Plans of networks against golden texts; receipts are those of an AWS that always accepts. */
class ProvisionsTest {
  private static final String VPC = Fixtures.SETTINGS.vpcId();
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "vpc-lattice-svcs:Invoke", "Resource": "*"}]}
      """;

  private LatticeState observed = LatticeState.EMPTY;
  private int made;

  private Plan plan(NetworkFacts facts, Surroundings around) {
    var translation = translate(facts, around);
    return Planner.plan(
        new Slice(
            Fixtures.SETTINGS.identity(),
            facts.uid(),
            Objects.requireNonNull(translation.desired()),
            observed,
            translation.retained(),
            Map.of()));
  }

  private String text(NetworkFixture network, Surroundings around) {
    return PlanText.of(plan(network.facts(), around));
  }

  private void apply(Plan plan) {
    for (var change : plan.changes()) {
      Physical physical = null;
      if (change instanceof Change.Create create) {
        var id = create.node().kind().name().toLowerCase(Locale.ROOT) + "-" + made++;
        var tags = create.node().kind().taggable() ? create.tags() : byMark(create);
        physical = new Physical(id, "arn:" + id, ResourceStatus.ACTIVE, null, null, tags);
      }
      observed = Fold.fold(observed, new Receipt(change, new Receipt.Done(physical, Map.of()), 1));
    }
  }

  private static Map<String, String> byMark(Change.Create create) {
    return Ownership.tags(Fixtures.SETTINGS.identity(), create.key(), "");
  }

  private void settle(NetworkFixture network, Surroundings around) {
    var facts = network.facts();
    for (int wave = 0; wave < 8; wave++) {
      apply(plan(facts, around));
    }
    assertEquals("nothing to do\n", PlanText.of(plan(facts, around)));
  }

  private static Key key(Role role) {
    return new Key(Fixtures.PLACE, SHOP, role);
  }

  /** Puts something there with these tags. */
  private void there(Role role, Provision node, Map<String, String> tags) {
    var id = node.kind().name().toLowerCase(Locale.ROOT) + "-there";
    observed =
        observed.with(
            key(role),
            new Resource(
                node, new Physical(id, "arn:" + id, ResourceStatus.ACTIVE, null, null, tags)));
  }

  /** Tags of an operator like ours in another cluster, which uses the thing itself. */
  private static Map<String, String> ofPeer(String... users) {
    var tags = new HashMap<String, String>();
    tags.put(Ownership.CLUSTER_UID, "uid-two");
    tags.put(Ownership.CLUSTER, "two");
    tags.put(Ownership.OWNER, SHOP.toString());
    for (var user : users) {
      tags.put(Ownership.USER + "uid-" + user, user);
    }
    return tags;
  }

  private Map<String, String> tags(Role role) {
    return Objects.requireNonNull(observed.physical(key(role)).orElseThrow().tags());
  }

  private void retag(Role role, String user) {
    var tags = new HashMap<>(tags(role));
    tags.put(Ownership.USER + "uid-" + user, user);
    var resource = Objects.requireNonNull(observed.get(key(role)));
    observed =
        observed.with(
            key(role),
            new Resource(
                resource.node(), Objects.requireNonNull(resource.physical()).withTags(tags)));
  }

  @Test
  void aNetworkComesInWavesEachOnWhatIsThere() {
    var shop =
        network()
            .associated(DeletionPolicy.RETAIN, "sg-clients")
            .podGroups(2, "sg-nodes")
            .auth(AuthType.AWS_IAM, POLICY)
            .logGroup("/lattice/shop", true, 30)
            .shared("222222222222");
    var around = using(8080);
    assertEquals(
        """
        + create log group /lattice/shop kept 30 days  because: wanted
        + create security group rule in sg-nodes: TCP 8080 from pl-four  because: wanted
        + create service network shop (auth AWS_IAM)  because: wanted
        . Pending: access log subscription waits for what it is built on
        . Pending: auth policy waits for what it is built on
        . Pending: resource share waits for what it is built on
        . Pending: VPC association waits for what it is built on
        """,
        text(shop, around));
    apply(plan(shop.facts(), around));
    assertEquals(
        """
        + create access log subscription of service-network to log-group//lattice/shop  because: wanted
        + create auth policy on service-network  because: wanted
        + create resource share lattice-uid-one-shop-8be158c5 with [222222222222]  because: wanted
        + create VPC association vpc-0123456789abcdef0 with service-network, security groups [sg-clients]  because: wanted
        """,
        text(shop, around));
    settle(shop, around);
  }

  @Test
  void thePolicyIsThereBeforeCallersAreAskedToSign() {
    settle(network().auth(AuthType.NONE, null), using());
    var signed = network().auth(AuthType.AWS_IAM, POLICY);
    assertEquals(
        """
        + create auth policy on service-network  because: wanted
        . Pending: service network waits for its auth policy before AWS_IAM
        """,
        text(signed, using()));
    apply(plan(signed.facts(), using()));
    assertEquals(
        "~ update service network shop (auth AWS_IAM)  because: authType is to be AWS_IAM\n",
        text(signed, using()));
  }

  @Test
  void thePolicyGoesAfterNobodyIsAskedToSign() {
    settle(network().auth(AuthType.AWS_IAM, POLICY), using());
    var open = network().auth(AuthType.NONE, null);
    assertEquals(
        """
        ~ update service network shop (auth NONE)  because: authType is to be NONE
        . Pending: auth policy waits: callers are still judged by it
        """,
        text(open, using()));
    apply(plan(open.facts(), using()));
    assertEquals(
        "- delete auth policy on service-network  because: no longer wanted\n",
        text(open, using()));
  }

  @Test
  void anAssociationOfSomebodyElseWithTheSameNetworkWillDo() {
    settle(network(), using());
    there(
        Role.vpcAssociation(VPC),
        new VpcAssociation(VPC, "service-network", List.of("sg-1"), null),
        Map.of());
    assertEquals("nothing to do\n", text(network().associated(DeletionPolicy.DELETE), using()));
    assertEquals(
        """
        . NameConflict: VPC association vpc-0123456789abcdef0 with service-network, security groups [sg-2] is wanted, but arn:vpc_association-there is there (vpc-0123456789abcdef0 with service-network, security groups [sg-1]), which is not made by this operator; ask for what it says, or have it changed there
        """,
        text(network().associated(DeletionPolicy.DELETE, "sg-2"), using()));
    assertEquals("nothing to do\n", text(network(), using()), "it is not ours to delete");
  }

  @Test
  void aVpcThatIsAssociatedElsewhereIsToldWithTheRemedy() {
    settle(network(), using());
    there(
        Role.vpcAssociation(VPC), new VpcAssociation(VPC, "sn-another", List.of(), null), Map.of());
    assertEquals(
        """
        . NameConflict: VPC vpc-0123456789abcdef0 is associated with service network sn-another already, and a VPC has one association only: arn:vpc_association-there; delete that one first, or reach this network through a service network endpoint
        """,
        text(network().associated(DeletionPolicy.DELETE), using()));
  }

  @Test
  void whatAnotherClusterMadeIsSharedAndLeftByTheLastOnly() {
    there(
        Role.serviceNetwork(),
        new ServiceNetwork("shop", AuthType.NONE, false, Map.of()),
        ofPeer("two"));
    there(
        Role.vpcAssociation(VPC),
        new VpcAssociation(VPC, "service-network", List.of(), null),
        ofPeer("two"));
    var ours = network().deletable().associated(DeletionPolicy.DELETE);
    assertEquals(
        """
        ~ tag service-network {latticeoperator.io/user/uid-one=one}  because: used by this cluster too
        ~ tag vpc-association/vpc-0123456789abcdef0 {latticeoperator.io/user/uid-one=one}  because: used by this cluster too
        """,
        text(ours, using()));
    settle(ours, using());
    var leaving = network().deletable().associated(DeletionPolicy.DELETE).deleting();
    assertEquals(
        """
        ~ untag service-network [latticeoperator.io/user/uid-one]  because: still used by two
        ~ untag vpc-association/vpc-0123456789abcdef0 [latticeoperator.io/user/uid-one]  because: still used by two
        """,
        text(leaving, using()));
  }

  @Test
  void theLastUserDeletesWhatAnotherClusterMade() {
    there(
        Role.vpcAssociation(VPC),
        new VpcAssociation(VPC, "service-network", List.of(), null),
        ofPeer("one"));
    assertEquals(
        "- delete VPC association vpc-0123456789abcdef0 with service-network  because: no longer"
            + " wanted\n",
        text(network().associated(DeletionPolicy.DELETE).deleting(), using()));
  }

  @Test
  void whatIsRetainedStaysWhenTheObjectGoes() {
    settle(network().associated(DeletionPolicy.RETAIN).logGroup("/shop", true, null), using());
    assertEquals(
        "- delete access log subscription of service-network to log-group//shop  because: no longer"
            + " wanted\n",
        text(
            network().associated(DeletionPolicy.RETAIN).logGroup("/shop", true, null).deleting(),
            using()));
    assertEquals(
        "nothing to do\n",
        text(
            network()
                .associated(DeletionPolicy.DELETE)
                .logGroup("/shop", true, null)
                .retained()
                .deleting(),
            using()));
  }

  @Test
  void aNetworkThatIsReferredToIsWaitedForAndNeverMadeOrDeleted() {
    var theirs = network().referring("sn-0123456789abcdef0").associated(DeletionPolicy.DELETE);
    assertEquals(
        """
        . NotFound: there is no service network 'sn-0123456789abcdef0' in this account and Region; create it, or have it shared with this account
        . Pending: VPC association waits for what it is built on
        """,
        text(theirs, using()));
    there(
        Role.serviceNetwork(),
        new ServiceNetwork("theirs", AuthType.NONE, false, Map.of()),
        Map.of());
    settle(theirs, using());
    assertEquals(
        "- delete VPC association vpc-0123456789abcdef0 with service-network  because: no longer"
            + " wanted\n",
        text(theirs.deleting(), using()));
  }

  @Test
  void aPolicyOnANetworkOfSomebodyElseIsKnownByItsMark() {
    there(
        Role.serviceNetwork(),
        new ServiceNetwork("theirs", AuthType.NONE, false, Map.of()),
        Map.of());
    settle(network().referring("theirs").auth(AuthType.NONE, POLICY), using());
    var policy = (Policy) Objects.requireNonNull(observed.get(key(Role.policy(AUTH)))).node();
    assertTrue(policy.marked(Fixtures.SETTINGS.identity(), SHOP), policy.document());
    assertFalse(policy.marked(new ClusterIdentity("uid-two", "two"), SHOP), policy.document());
    there(Role.policy(AUTH), new Policy(Role.serviceNetwork(), AUTH, "{}"), Map.of());
    assertEquals(
        """
        . NameConflict: auth policy on service-network is wanted, but arn:auth_policy-there is there (on service-network), which is not made by this operator; ask for what it says, or have it changed there
        """,
        text(network().referring("theirs").auth(AuthType.NONE, POLICY), using()));
  }

  @Test
  void severalNetworksOfOneNameAreNotGuessedAt() {
    var node = new ServiceNetwork("shop", AuthType.NONE, false, Map.of());
    there(Role.otherNetwork("sn-1"), node, Map.of());
    there(Role.otherNetwork("sn-2"), node, Map.of());
    assertEquals(
        """
        . NetworkAmbiguous: several service networks are called 'shop'; refer to one of them by its ARN: arn:service_network-there, arn:service_network-there
        """,
        text(network(), using()));
  }

  @Test
  void portsAreOpenedBeforeOthersAreClosed() {
    settle(network().podGroups(2, "sg-nodes"), using(8080));
    var two = network().podGroups(2, "sg-nodes");
    assertEquals(
        """
        ~ update security group rule in sg-nodes: TCP 3000-8080 from pl-four  because: opened before others are closed
        + create security group rule in sg-nodes: TCP 8080 from pl-four  because: wanted
        """,
        text(two, using(3000, 8080)));
    apply(plan(two.facts(), using(3000, 8080)));
    assertEquals(
        """
        ~ update security group rule in sg-nodes: TCP 3000 from pl-four  because: ports differ
        """,
        text(two, using(3000, 8080)));
  }

  @Test
  void aRuleOfSomebodyElseThatOpensThePortsWillDo() {
    settle(network(), using());
    there(
        Role.otherRule("sg-nodes", "sgr-1"),
        new SecurityGroupRule("sg-nodes", IpAddressType.IPV4, "pl-four", 0, 8000, 8999),
        Map.of());
    assertEquals("nothing to do\n", text(network().podGroups(2, "sg-nodes"), using(8080, 8443)));
    assertEquals(
        "+ create security group rule in sg-nodes: TCP 9000 from pl-four  because: wanted\n",
        text(network().podGroups(2, "sg-nodes"), using(9000)));
  }

  @Test
  void aRuleThatAnotherClusterUsesIsNotNarrowed() {
    settle(network().podGroups(1, "sg-nodes"), using(8080));
    retag(Role.securityGroupRule("sg-nodes", IpAddressType.IPV4, 0), "two");
    apply(plan(network().podGroups(1, "sg-nodes").facts(), using(9090)));
    assertEquals(
        ". Pending: ports stay open that other clusters may use: two\n",
        text(network().podGroups(1, "sg-nodes"), using(9090)));
  }

  /** From any rules to any ports: what was open and is wanted is open after every wave. */
  @Test
  void noPortThatIsWantedIsEverClosed() {
    var random = new Random(20261126);
    for (int round = 0; round < 2000; round++) {
      observed = LatticeState.EMPTY;
      int most = 1 + random.nextInt(3);
      var shop = network().podGroups(most, "sg-nodes");
      settle(shop, using(ports(random)));
      if (random.nextBoolean()) {
        int from = 1 + random.nextInt(30);
        there(
            Role.otherRule("sg-nodes", "sgr-1"),
            new SecurityGroupRule(
                "sg-nodes", IpAddressType.IPV4, "pl-four", 0, from, from + random.nextInt(5)),
            Map.of());
      }
      var wanted = ports(random);
      var open = open();
      open.retainAll(new TreeSet<>(List.of(wanted)));
      var around = using(wanted);
      for (int wave = 0; wave < 8; wave++) {
        apply(plan(shop.facts(), around));
        assertTrue(open().containsAll(open), "seed 20261126, round " + round + ", wave " + wave);
      }
      assertEquals("nothing to do\n", text(shop, around), "round " + round);
      assertTrue(open().containsAll(List.of(wanted)), "round " + round);
    }
  }

  private static Integer[] ports(Random random) {
    var ports = new TreeSet<Integer>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      ports.add(1 + random.nextInt(30));
    }
    return ports.toArray(Integer[]::new);
  }

  private TreeSet<Integer> open() {
    var open = new TreeSet<Integer>();
    for (var rule : new ArrayList<>(observed.nodes(SecurityGroupRule.class).toList())) {
      for (int port = rule.node().fromPort(); port <= rule.node().toPort(); port++) {
        open.add(port);
      }
    }
    return open;
  }

  @Test
  void nothingIsPlannedForWhatIsNotOurs() {
    there(
        Role.vpcAssociation(VPC),
        new VpcAssociation(VPC, "sn-another", List.of(), null),
        ofPeer("two"));
    assertEquals(Set.of(), Set.copyOf(plan(network().deleting().facts(), using()).changes()));
  }
}
