package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.SERVICE_QUOTA_EXCEEDED;
import static io.latticeoperator.simulator.lattice.ErrorCode.VALIDATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.aws.Subnet;
import io.latticeoperator.simulator.aws.Vpc;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private final Bench bench = new Bench();

  @Test
  void aTargetOfAnUnusedGroupIsUnusedAndGoneAtOnce() {
    var group = bench.group("spare");
    bench.register(group, "10.1.0.5:8080");
    assertEquals("10.1.0.5:8080=UNUSED", bench.targetsOf(group));
    var item = bench.ok("ListTargets", "{'targetGroupIdentifier':'%s'}", group).get("items").get(0);
    assertEquals("TargetGroupNotInUse", item.get("reasonCode").asText());
    bench.deregister(group, "10.1.0.5:8080");
    assertEquals("", bench.targetsOf(group));
  }

  @Test
  void theFirstPassedCheckAfterRegistrationMakesHealthy() {
    var group = bench.usedGroup("shop");
    bench.register(group, "10.1.0.5:8080");
    assertEquals("10.1.0.5:8080=INITIAL", bench.targetsOf(group));
    bench.time.advance(Duration.ofMillis(300));
    assertEquals("10.1.0.5:8080=HEALTHY", bench.targetsOf(group));
  }

  @Test
  void afterwardsTheThresholdsCount() {
    var group = bench.usedGroup("shop");
    bench.register(group, "10.1.0.5:8080");
    bench.settle();
    bench.sick.add("10.1.0.5");
    bench.time.advance(Duration.ofSeconds(3));
    assertEquals("10.1.0.5:8080=HEALTHY", bench.targetsOf(group), "one failure of two");
    bench.time.advance(Duration.ofSeconds(3));
    assertEquals("10.1.0.5:8080=UNHEALTHY", bench.targetsOf(group));
    bench.sick.clear();
    bench.time.advance(Duration.ofSeconds(12));
    assertEquals("10.1.0.5:8080=UNHEALTHY", bench.targetsOf(group), "four successes of five");
    bench.time.advance(Duration.ofSeconds(3));
    assertEquals("10.1.0.5:8080=HEALTHY", bench.targetsOf(group));
  }

  @Test
  void noAnswerWithinTheTimeoutIsAFailure() {
    var group = bench.usedGroup("shop");
    bench.silent.add("10.1.0.5");
    bench.register(group, "10.1.0.5:8080");
    bench.time.advance(Duration.ofSeconds(10));
    assertEquals("10.1.0.5:8080=UNHEALTHY", bench.targetsOf(group));
  }

  @Test
  void withoutHealthChecksATargetInUseIsUnavailable() {
    var group = bench.usedGroup("shop");
    bench.ok(
        "UpdateTargetGroup",
        "{'targetGroupIdentifier':'%s','healthCheck':{'enabled':false}}",
        group);
    bench.register(group, "10.1.0.5:8080");
    assertEquals("10.1.0.5:8080=UNAVAILABLE", bench.targetsOf(group));
    bench.ok(
        "UpdateTargetGroup",
        "{'targetGroupIdentifier':'%s','healthCheck':{'enabled':true}}",
        group);
    assertEquals("10.1.0.5:8080=INITIAL", bench.targetsOf(group));
  }

  @Test
  void aTargetInUseDrainsBeforeItIsGone() {
    var group = bench.usedGroup("shop");
    bench.register(group, "10.1.0.5:8080");
    bench.settle();
    bench.deregister(group, "10.1.0.5:8080");
    assertEquals("10.1.0.5:8080=DRAINING", bench.targetsOf(group));
    bench.refused(CONFLICT, "DeleteTargetGroup", "{'targetGroupIdentifier':'%s'}", group);
    bench.time.advance(Duration.ofSeconds(2));
    assertEquals("", bench.targetsOf(group));
  }

  @Test
  void registeringADrainingTargetRevivesIt() {
    var group = bench.usedGroup("shop");
    bench.register(group, "10.1.0.5:8080");
    bench.settle();
    bench.deregister(group, "10.1.0.5:8080");
    bench.register(group, "10.1.0.5:8080");
    assertEquals("10.1.0.5:8080=INITIAL", bench.targetsOf(group));
    bench.time.advance(Duration.ofSeconds(3));
    assertEquals(
        "10.1.0.5:8080=HEALTHY", bench.targetsOf(group), "the old draining does not end it");
  }

  @Test
  void registeringTwiceChangesNothing() {
    var group = bench.usedGroup("shop");
    bench.register(group, "10.1.0.5:8080");
    bench.settle();
    var before = bench.lattice.view().targetsOf(group);
    var answer = bench.register(group, "10.1.0.5:8080");
    assertEquals(1, answer.get("successful").size());
    assertEquals(before, bench.lattice.view().targetsOf(group));
  }

  @Test
  void addressAndPortTogetherAreTheIdentity() {
    var group = bench.group("spare");
    bench.register(group, "10.1.0.5:8080", "10.1.0.5:8081");
    bench.ok(
        "RegisterTargets", "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.5'}]}", group);
    assertEquals(
        "10.1.0.5:8080=UNUSED 10.1.0.5:8081=UNUSED 10.1.0.5:80=UNUSED", bench.targetsOf(group));
    bench.deregister(group, "10.1.0.5:8080");
    assertEquals("10.1.0.5:8081=UNUSED 10.1.0.5:80=UNUSED", bench.targetsOf(group));
  }

  @Test
  void anAddressOutsideTheSubnetsFailsByItself() {
    var group = bench.group("spare");
    var answer = bench.register(group, "10.1.0.5:8080", "10.2.0.5:8080", "8.8.8.8:53");
    assertEquals(1, answer.get("successful").size());
    assertEquals(2, answer.get("unsuccessful").size());
    var failure = answer.get("unsuccessful").get(0);
    assertEquals("10.2.0.5", failure.get("id").asText());
    assertEquals(8080, failure.get("port").asInt());
    assertEquals("UnsupportedTarget", failure.get("failureCode").asText());
    assertEquals("10.1.0.5:8080=UNUSED", bench.targetsOf(group));
  }

  @Test
  void deregisteringAnUnknownPairIsUnsuccessfulOrIgnored() {
    var group = bench.group("spare");
    assertEquals(1, bench.deregister(group, "10.1.0.5:8080").get("unsuccessful").size());
    var lenient =
        new Bench(
            Settings.quick()
                .with(
                    to ->
                        to.choices = to.choices.with(each -> each.deregisterUnknownFails = false)));
    var other = lenient.group("spare");
    assertEquals(0, lenient.deregister(other, "10.1.0.5:8080").get("unsuccessful").size());
  }

  @Test
  void leavingTheNetworkMakesTargetsUnused() {
    var group = bench.group("shop");
    var service = bench.service("shop");
    bench.listener(service, group);
    var association = bench.associate(bench.network("shop"), service);
    bench.register(group, "10.1.0.5:8080");
    bench.settle();
    assertEquals("10.1.0.5:8080=HEALTHY", bench.targetsOf(group));
    bench.ok(
        "DeleteServiceNetworkServiceAssociation",
        "{'serviceNetworkServiceAssociationIdentifier':'%s'}",
        association);
    bench.settle();
    assertEquals("10.1.0.5:8080=UNUSED", bench.targetsOf(group));
  }

  @Test
  void theQuotaRefusesTheWholeCall() {
    var small =
        new Bench(
            Settings.quick().with(to -> to.quotas = Map.of(Quota.TARGETS_PER_TARGET_GROUP, 2)));
    var group = small.group("spare");
    small.register(group, "10.1.0.1:80");
    var refusal =
        small.refused(
            SERVICE_QUOTA_EXCEEDED,
            "RegisterTargets",
            "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.2'},{'id':'10.1.0.3'}]}",
            group);
    assertEquals(402, refusal.status());
    assertEquals("L-D71303F3", refusal.extra().get("quotaCode").asText());
    assertEquals("10.1.0.1:80=UNUSED", small.targetsOf(group));
  }

  @Test
  void aNewGroupTakesNoTargetsYet() {
    var group =
        bench
            .ok(
                "CreateTargetGroup",
                "{'name':'new','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'%s'}}",
                Bench.VPC)
            .get("id")
            .asText();
    var refusal =
        bench.refused(
            CONFLICT,
            "RegisterTargets",
            "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.5'}]}",
            group);
    assertEquals(
        "Invalid resource status for this operation, resource id %s, status: CREATE_IN_PROGRESS"
            .formatted(group),
        refusal.message());
  }

  @Test
  void theViewShowsATargetThatIsGoneForAsLongAsTheLagMayShowIt() {
    var group = bench.usedGroup("shop");
    bench.register(group, "10.1.0.5:8080");
    bench.settle();
    bench.deregister(group, "10.1.0.5:8080");
    bench.time.advance(Duration.ofSeconds(2));
    assertEquals("", bench.targetsOf(group));
    assertTrue(bench.lattice.view().targetsOf(group).getFirst().gone());
    bench.time.advance(Duration.ofSeconds(2));
    assertTrue(bench.lattice.view().targetsOf(group).isEmpty());
  }

  @Test
  void listsOnlyTheWantedTargets() {
    var group = bench.group("spare");
    bench.register(group, "10.1.0.1:80", "10.1.0.2:80", "10.1.0.3:80");
    var output =
        bench.ok(
            "ListTargets",
            "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.2','port':80}]}",
            group);
    assertEquals(1, output.get("items").size());
  }

  private String typed(String type, String config) {
    var id =
        bench
            .ok(
                "CreateTargetGroup",
                "{'name':'%s','type':'%s','config':%s}",
                type.toLowerCase(Locale.ROOT) + bench.time.now().toEpochMilli(),
                type,
                config)
            .get("id")
            .asText();
    bench.settle();
    return id;
  }

  private String networked(String type) {
    return typed(type, "{'port':80,'protocol':'HTTP','vpcIdentifier':'%s'}".formatted(Bench.VPC));
  }

  private boolean takes(String group, String id) {
    var output =
        bench.ok(
            "RegisterTargets", "{'targetGroupIdentifier':'%s','targets':[{'id':'%s'}]}", group, id);
    return output.get("unsuccessful").isEmpty();
  }

  @Test
  void aLambdaGroupHasOneFunctionOfItsAccountAndRegion() {
    var group = typed("LAMBDA", "{}");
    var function = "arn:aws:lambda:eu-central-1:%s:function:shop";
    assertFalse(takes(group, function.formatted("444455556666")));
    assertFalse(takes(group, "10.1.0.5"));
    assertTrue(takes(group, function.formatted(Bench.ACCOUNT)));
    assertTrue(takes(group, function.formatted(Bench.ACCOUNT)), "the same once more");
    assertFalse(takes(group, function.formatted(Bench.ACCOUNT) + "2"));
    var refused =
        bench.ok(
            "RegisterTargets",
            "{'targetGroupIdentifier':'%s','targets':[{'id':'%s','port':80}]}",
            group,
            function.formatted(Bench.ACCOUNT));
    assertEquals(1, refused.get("unsuccessful").size(), "a function has no port");
  }

  @Test
  void aLoadBalancerIsInTwoGroupsAtMost() {
    var balancer =
        "arn:aws:elasticloadbalancing:eu-central-1:%s:loadbalancer/app/shop/0123456789abcdef"
            .formatted(Bench.ACCOUNT);
    assertFalse(takes(networked("ALB"), "10.1.0.5"));
    assertTrue(takes(networked("ALB"), balancer));
    var second = networked("ALB");
    assertTrue(takes(second, balancer));
    assertFalse(takes(second, balancer + "0"), "one for each group");
    assertFalse(takes(networked("ALB"), balancer));
  }

  @Test
  void anInstanceIsKnownByItsId() {
    var group = networked("INSTANCE");
    assertFalse(takes(group, "10.1.0.5"));
    assertTrue(takes(group, "i-0123456789abcdef0"));
  }

  @Test
  void aVpcMayHaveSeveralBlocksAndSubnets() {
    var vpc =
        new Vpc(
            "vpc-0eeeeeeeeeeeeeeee",
            Bench.ACCOUNT,
            "eu-central-1",
            List.of(Cidr.parse("10.8.0.0/16"), Cidr.parse("fd00:8::/56")),
            List.of(
                new Subnet("subnet-0eeeeeeeeeeeeeeee", Cidr.parse("10.8.1.0/24"), "eu-central-1a"),
                new Subnet(
                    "subnet-0eeeeeeeeeeeeeeef", Cidr.parse("fd00:8::/64"), "eu-central-1b")));
    bench.lattice.world().add(vpc);
    var config = "{'port':80,'protocol':'HTTP','vpcIdentifier':'%s','ipAddressType':'%s'}";
    var group = typed("IP", config.formatted(vpc.id(), "IPV4"));
    assertTrue(takes(group, "10.8.1.5"));
    assertFalse(takes(group, "10.8.2.5"), "in the block, but in no subnet");
    assertFalse(takes(group, "fd00:8::5"), "of the other family");
    assertTrue(takes(typed("IP", config.formatted(vpc.id(), "IPV6")), "fd00:8::5"));
  }

  @Test
  void healthChecksOfTcpGroupsNameProtocolAndVersion() {
    var create =
        "{'name':'%s','type':'IP','config':{'port':80,'protocol':'TCP','vpcIdentifier':'%s',"
            + "'healthCheck':{'enabled':true%s}}}";
    bench.refused(VALIDATION, "CreateTargetGroup", create, "one", Bench.VPC, "");
    bench.ok(
        "CreateTargetGroup",
        create,
        "one",
        Bench.VPC,
        ",'protocol':'HTTP','protocolVersion':'HTTP1'");
  }
}
