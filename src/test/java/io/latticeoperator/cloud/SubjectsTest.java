package io.latticeoperator.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.cloud.ShareParts.Part;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.ResourceShare;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What both clouds read from questions and answers in the same way. */
class SubjectsTest {
  private static final Part NETWORK =
      new Part("arn:aws:vpc-lattice:r:1:servicenetwork/sn-1", "ASSOCIATED", null);

  @Test
  void rulesAreAskedForByGroupOrByOwner() {
    assertEquals(new RuleSubject.Group("sg-1"), RuleSubject.parse("sg-1"));
    assertEquals(
        new RuleSubject.Tagged("uid", "LatticeExport/shop/a b"),
        RuleSubject.parse("uid LatticeExport/shop/a b"));
    assertThrows(IllegalArgumentException.class, () -> RuleSubject.parse("nodes"));
  }

  @Test
  void groupsAreAskedForByVpcAndTags() {
    assertEquals(new GroupFilter("vpc-1", new TreeMap<>()), GroupFilter.parse("vpc-1"));
    assertEquals(
        new GroupFilter("vpc-1", new TreeMap<>(Map.of("kubernetes.io/cluster", "x=y", "b", ""))),
        GroupFilter.parse("vpc-1\nkubernetes.io/cluster=x=y\nb="));
    for (var wrong : List.of("vpc-1\n=x", "vpc-1\nx", "vpc-1\n")) {
      assertThrows(IllegalArgumentException.class, () -> GroupFilter.parse(wrong));
    }
  }

  private static String description(String owner, String cluster) {
    var key = new Key(new Place("", "r"), Owner.export("shop", owner), new Role("x"));
    return RuleDescription.of(key, Map.of(Ownership.CLUSTER, cluster));
  }

  @Test
  void rulesSayWhoseTheyAreInTheCharactersAndTheLengthOfEc2() {
    assertEquals(
        "VPC Lattice to pods of LatticeExport/shop/a in cluster prod", description("a", "prod"));
    assertEquals(
        "VPC Lattice to pods of LatticeExport/shop/a in cluster M_nchen _east_",
        description("a", "München <east>"));
    assertEquals(255, description("a".repeat(300), "prod").length());
    var key = new Key(new Place("", "r"), Owner.network("mesh"), new Role("x"));
    assertEquals("VPC Lattice to pods of LatticeNetwork/mesh", RuleDescription.of(key, null));
  }

  @Test
  void whichOfItsOwnersRulesARuleIsStandsInItsTags() {
    var role = Role.securityGroupRule("sg-1", IpAddressType.IPV6, 1).text();
    assertEquals(
        new SecurityGroupRule("sg-1", IpAddressType.IPV6, "pl-1", 1, 80, 81),
        SecurityGroupRule.observed("sg-1", null, "pl-1", 80, 81, Map.of(Ownership.ROLE, role)));
    assertEquals(
        new SecurityGroupRule("sg-1", IpAddressType.IPV6, "pl-1", 0, 80, 81),
        SecurityGroupRule.observed("sg-1", IpAddressType.IPV6, "pl-1", 80, 81, Map.of()));
    assertEquals(
        IpAddressType.IPV4,
        SecurityGroupRule.observed("sg-1", null, "pl-1", 80, 81, Map.of(Ownership.ROLE, "x"))
            .family());
  }

  @Test
  void aShareReachesWhoIsInItAsLongAsANetworkIs() {
    var principals =
        List.of(
            new Part("1", "ASSOCIATED", null),
            new Part("2", "ASSOCIATING", null),
            new Part("3", "DISASSOCIATING", null),
            new Part("4", "DISASSOCIATED", null));
    assertEquals(
        new ShareParts(new TreeSet<>(Set.of("1", "2")), null),
        ShareParts.of(principals, List.of(NETWORK)));
    for (var resource :
        List.of(
            new Part(NETWORK.entity(), "FAILED", "quota"),
            new Part(NETWORK.entity(), "DISASSOCIATED", null),
            new Part("arn:aws:vpc-lattice:r:1:service/svc-1", "ASSOCIATED", null))) {
      assertTrue(ShareParts.of(principals, List.of(resource)).principals().isEmpty());
    }
  }

  @Test
  void aPrincipalThatRefusedStaysInAShareAndIsNamed() {
    var parts =
        ShareParts.of(
            List.of(new Part("1", "FAILED", "rejected"), new Part("2", "ASSOCIATED", null)),
            List.of(NETWORK));
    assertEquals(Set.of("1", "2"), parts.principals());
    assertEquals("1 is FAILED: rejected", parts.failure());
    assertNull(ShareParts.of(List.of(), List.of(NETWORK)).failure());
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, CREATE_IN_PROGRESS, true",
    "ACTIVE, ACTIVE, true",
    "FAILED, CREATE_FAILED, true",
    "DELETING, DELETE_IN_PROGRESS, false",
    "DELETED, UPDATE_IN_PROGRESS, false",
    "PONDERING, UPDATE_IN_PROGRESS, true",
    ", UPDATE_IN_PROGRESS, true",
  })
  void aShareHasAStatusLikeEverythingElse(String status, ResourceStatus expected, boolean there) {
    assertEquals(expected, ShareParts.status(status));
    assertEquals(there, ShareParts.exists(status));
  }

  @Test
  void aShareIsOpenedFirstAndClosedLast() {
    var open = new ResourceShare("x", Set.of("1", "2"), true);
    var closed = new ResourceShare("x", Set.of("2", "3"), false);
    assertEquals(
        new ShareChange(false, new TreeSet<>(Set.of("3")), new TreeSet<>(Set.of("1")), true),
        ShareChange.of(open, closed));
    assertEquals(
        new ShareChange(true, new TreeSet<>(Set.of("1")), new TreeSet<>(Set.of("3")), false),
        ShareChange.of(closed, open));
  }
}
