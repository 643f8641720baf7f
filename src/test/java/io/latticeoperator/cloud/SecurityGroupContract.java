package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.VPC;
import static io.latticeoperator.cloud.Stage.done;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.network;
import static io.latticeoperator.cloud.Stage.physical;
import static io.latticeoperator.cloud.Stage.tags;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.plan.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every cloud does with rules of security groups, and how it finds what they name. */
public interface SecurityGroupContract {
  String LIST = "com.amazonaws.eu-central-1.vpc-lattice";
  String LIST_IPV6 = "com.amazonaws.eu-central-1.ipv6.vpc-lattice";

  /** Where the test plays: the same one all through a test. */
  Stage stage();

  private List<Result.Item> named(Kind kind, String filter) {
    var reading = stage().read(new Read.Named(kind, filter));
    assertEquals(1, reading.calls());
    return assertInstanceOf(Result.Index.class, reading.result()).items();
  }

  private SecurityGroupRule rule(String group, int number, int from, int to) {
    var list = named(Kind.PREFIX_LIST, LIST).getFirst().id();
    return new SecurityGroupRule(group, IpAddressType.IPV4, list, number, from, to);
  }

  private static String text(Resource resource) {
    return resource.node() + " " + requireNonNull(resource.physical()).id();
  }

  @Test
  default void takesARuleThroughItsLife() {
    var group = stage().securityGroup("nodes", Map.of());
    var node = rule(group, 1, 8080, 8081);
    var receipt = stage().create(network(node), node, Map.of());
    assertEquals(1, receipt.calls());
    var created = physical(receipt);
    assertEquals(tags(network(node)), created.tags());
    assertEquals(new Resource(node, created), stage().one(Kind.SECURITY_GROUP_RULE, group));
    var wider = node.withPorts(8000, 9000);
    var updated = stage().update(network(node), created, node, wider, Map.of());
    assertNull(done(updated).physical());
    assertEquals(1, updated.calls());
    assertEquals(new Resource(wider, created), stage().one(Kind.SECURITY_GROUP_RULE, group));
    for (int time = 0; time < 2; time++) {
      assertNull(done(stage().delete(network(node), created, wider, Map.of())).physical());
      assertEquals(List.of(), stage().find(Kind.SECURITY_GROUP_RULE, group));
    }
  }

  @Test
  default void saysOfARuleWhoseItIsAndKeepsThatInAnUpdate() {
    var group = stage().securityGroup("nodes", Map.of());
    var node = rule(group, 0, 8080, 8080);
    var created = stage().made(node, Map.of());
    var words = "VPC Lattice to pods of LatticeNetwork/mesh in cluster one";
    assertEquals(words, stage().rule(created.id()).path("description").asText());
    done(stage().update(network(node), created, node, node.withPorts(80, 8080), Map.of()));
    assertEquals(words, stage().rule(created.id()).path("description").asText());
  }

  @Test
  default void findsForeignRulesFromPrefixListsAndNoOthers() {
    var group = stage().securityGroup("nodes", Map.of());
    var ours = rule(group, 2, 8080, 8080);
    stage().made(ours, Map.of());
    var ipv6 = named(Kind.PREFIX_LIST, LIST_IPV6).getFirst().id();
    var foreign =
        stage()
            .authorize(
                group,
                "'IpProtocol': 'tcp', 'PrefixListIds': [{'PrefixListId': '%s'}]".formatted(ipv6));
    stage().authorize(group, "'IpProtocol': 'tcp', 'IpRanges': [{'CidrIp': '10.0.0.0/8'}]");
    stage()
        .authorize(
            group,
            "'IpProtocol': 'udp', 'PrefixListIds': [{'PrefixListId': '%s'}]".formatted(ipv6));
    var found = stage().find(Kind.SECURITY_GROUP_RULE, group);
    assertEquals(2, found.size(), found::toString);
    assertEquals(
        1, found.stream().filter(each -> each.node().equals(ours)).count(), found::toString);
    var other =
        found.stream().filter(each -> text(each).endsWith(foreign)).findFirst().orElseThrow();
    assertEquals(new SecurityGroupRule(group, IpAddressType.IPV6, ipv6, 0, 443, 444), other.node());
    assertEquals(Map.of(), requireNonNull(other.physical()).tags());
    assertEquals(2, stage().read(new Read.Find(Kind.SECURITY_GROUP_RULE, group)).calls());
  }

  @Test
  default void findsTheRulesOfAnOwnerInEveryGroup() {
    var one = stage().made(rule(stage().securityGroup("one", Map.of()), 0, 80, 80), Map.of());
    var two = stage().made(rule(stage().securityGroup("two", Map.of()), 0, 80, 80), Map.of());
    var found = stage().find(Kind.SECURITY_GROUP_RULE, "uid-1 LatticeNetwork/mesh");
    assertEquals(
        Set.of(one, two),
        Set.of(
            requireNonNull(found.getFirst().physical()),
            requireNonNull(found.getLast().physical())));
    assertEquals(List.of(), stage().find(Kind.SECURITY_GROUP_RULE, "uid-1 LatticeNetwork/*"));
    assertEquals(List.of(), stage().find(Kind.SECURITY_GROUP_RULE, "uid-2 LatticeNetwork/mesh"));
    assertEquals(
        1,
        stage().read(new Read.Find(Kind.SECURITY_GROUP_RULE, "uid-2 LatticeNetwork/mesh")).calls());
  }

  @Test
  default void findsNoRulesOfAGroupThatIsNot() {
    assertEquals(List.of(), stage().find(Kind.SECURITY_GROUP_RULE, "sg-0123456789abcdef0"));
    assertThrows(
        IllegalArgumentException.class, () -> stage().find(Kind.SECURITY_GROUP_RULE, "nodes"));
  }

  @Test
  default void tagsAndUntagsARule() {
    var group = stage().securityGroup("nodes", Map.of());
    var node = rule(group, 0, 8080, 8080);
    var created = stage().made(node, Map.of());
    stage()
        .elsewhere(
            "ec2",
            "CreateTags",
            "{'ResourceId': ['%s'], 'Tag': [{'Key': 'foreign', 'Value': 'yes'}]}"
                .formatted(created.id()));
    stage().tag(network(node), created, node, Map.of("team", "shop", "gone", "soon"));
    stage().untag(network(node), created, node, Set.of("gone"));
    var expected = new HashMap<>(tags(network(node)));
    expected.put("foreign", "yes");
    expected.put("team", "shop");
    assertEquals(
        expected, requireNonNull(stage().one(Kind.SECURITY_GROUP_RULE, group).physical()).tags());
  }

  @Test
  default void answersConflictQuotaAndMissingToARule() {
    var group = stage().securityGroup("nodes", Map.of());
    for (int number = 0; number < 6; number++) {
      stage().made(rule(group, number, 8000 + number, 8000 + number), Map.of());
    }
    var duplicate = rule(group, 6, 8000, 8000);
    failed(Fault.Kind.CONFLICT, stage().create(network(duplicate), duplicate, Map.of()));
    var seventh = rule(group, 6, 8006, 8006);
    failed(Fault.Kind.QUOTA, stage().create(network(seventh), seventh, Map.of()));
    var nowhere = rule("sg-0123456789abcdef0", 0, 8000, 8000);
    failed(Fault.Kind.MISSING, stage().create(network(nowhere), nowhere, Map.of()));
  }

  @Test
  default void answersMissingToAnUpdateOfARuleThatIsGone() {
    var group = stage().securityGroup("nodes", Map.of());
    var node = rule(group, 0, 8080, 8080);
    var created = stage().made(node, Map.of());
    stage().delete(network(node), created, node, Map.of());
    failed(
        Fault.Kind.MISSING,
        stage().update(network(node), created, node, node.withPorts(1, 2), Map.of()));
    failed(Fault.Kind.MISSING, stage().tag(network(node), created, node, Map.of("a", "b")));
  }

  @Test
  default void namesTheMissingActionOfARule() {
    var group = stage().securityGroup("nodes", Map.of());
    var node = rule(group, 0, 8080, 8080);
    stage().refused(Stage.creation(node, Map.of()), "ec2:AuthorizeSecurityGroupIngress");
    stage().made(node, Map.of());
    stage().unreadable(Kind.SECURITY_GROUP_RULE, group, "ec2:DescribeSecurityGroupRules");
    stage().unreadable(Kind.SECURITY_GROUP_RULE, group, "ec2:DescribeManagedPrefixLists");
  }

  @Test
  default void findsPrefixListsByTheirWholeName() {
    var item = named(Kind.PREFIX_LIST, LIST).getFirst();
    assertEquals(LIST, item.name());
    assertEquals("arn:aws:ec2:eu-central-1:aws:prefix-list/" + item.id(), item.arn());
    assertEquals(List.of(), named(Kind.PREFIX_LIST, "com.amazonaws.eu-central-1.*"));
  }

  @Test
  default void findsSecurityGroupsThatCarryAllTags() {
    var both = stage().securityGroup("both", Map.of("role", "node", "cluster", "one"));
    stage().securityGroup("half", Map.of("role", "node"));
    var items = named(Kind.SECURITY_GROUP, VPC + "\nrole=node\ncluster=one");
    assertEquals(List.of(both), items.stream().map(Result.Item::id).toList());
    assertEquals("both", items.getFirst().name());
    assertEquals(2, named(Kind.SECURITY_GROUP, VPC + "\nrole=node").size());
    assertEquals(List.of(), named(Kind.SECURITY_GROUP, Stage.OTHER_VPC + "\nrole=node"));
    assertEquals(List.of(), named(Kind.SECURITY_GROUP, VPC + "\nrole=no*"));
    assertThrows(IllegalArgumentException.class, () -> named(Kind.SECURITY_GROUP, VPC + "\nrole"));
  }
}
