package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.VALIDATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  private final Bench likely = new Bench();

  private static Bench with(Consumer<Choices.Draft> change) {
    return new Bench(Settings.quick().with(to -> to.choices = to.choices.with(change)));
  }

  @Test
  void theOlderModelKnowsNoIdleTimeoutAndIgnoresOne() {
    var create = "{'name':'shop','idleTimeoutSeconds':%d}";
    assertEquals(120, likely.ok("CreateService", create, 120).get("idleTimeoutSeconds").asInt());
    likely.refused(VALIDATION, "CreateService", create, 59);
    var older = with(to -> to.newerModel = false);
    assertFalse(older.ok("CreateService", create, 59).has("idleTimeoutSeconds"));
    assertEquals(60, older.lattice.view().services().getFirst().idleTimeout().toSeconds());
  }

  @Test
  void theNewerModelUpdatesPrivateDnsAloneAndTheOlderNeedsSecurityGroups() {
    var update =
        "{'serviceNetworkVpcAssociationIdentifier':'%s','privateDnsEnabled':true,"
            + "'dnsOptions':{'privateDnsPreference':'ALL_DOMAINS'}}";
    var output = likely.ok("UpdateServiceNetworkVpcAssociation", update, vpcAssociation(likely));
    assertTrue(output.get("privateDnsEnabled").asBoolean());
    assertEquals("ALL_DOMAINS", output.at("/dnsOptions/privateDnsPreference").asText());
    likely.settle();
    assertEquals(
        "ALL_DOMAINS",
        likely.lattice.view().vpcAssociations().getFirst().privateDns().preference());
    var older = with(to -> to.newerModel = false);
    older.refused(VALIDATION, "UpdateServiceNetworkVpcAssociation", update, vpcAssociation(older));
  }

  private static String vpcAssociation(Bench bench) {
    var id =
        bench
            .ok(
                "CreateServiceNetworkVpcAssociation",
                "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s'}",
                bench.network("shop"),
                Bench.VPC)
            .get("id")
            .asText();
    bench.settle();
    return id;
  }

  @Test
  void specifiedDomainsGoWithAPreferenceOfThem() {
    var create =
        "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s',"
            + "'dnsOptions':{'privateDnsPreference':'%s'}}";
    var network = likely.network("shop");
    likely.refused(
        VALIDATION,
        "CreateServiceNetworkVpcAssociation",
        create,
        network,
        Bench.VPC,
        "SPECIFIED_DOMAINS_ONLY");
    likely.ok(
        "CreateServiceNetworkVpcAssociation", create, network, Bench.VPC, "VERIFIED_DOMAINS_ONLY");
  }

  @Test
  void cidrResourcesAreOfTheNewerModel() {
    var create =
        "{'name':'nets','type':'CIDR','resourceGatewayIdentifier':'rgw-0123456789abcdef0',"
            + "'resourceConfigurationDefinition':{'cidrResource':{'cidrRanges':['10.0.0.0/8']}}}";
    likely.refused(ErrorCode.RESOURCE_NOT_FOUND, "CreateResourceConfiguration", create);
    var older = with(to -> to.newerModel = false);
    older.refused(VALIDATION, "CreateResourceConfiguration", create);
  }

  @Test
  void theDefaultRuleMayBeShownWithANameAndAPriority() {
    var shown = defaultRule(likely);
    assertEquals("default", shown.get("name").asText());
    assertFalse(shown.has("priority"));
    var other =
        defaultRule(
            with(
                to -> {
                  to.defaultRuleIsNamed = false;
                  to.defaultRulePriority = 2000;
                }));
    assertFalse(other.has("name"));
    assertEquals(2000, other.get("priority").asInt());
  }

  private static JsonNode defaultRule(Bench bench) {
    var service = bench.service("shop");
    var listener = bench.listener(service, bench.group("shop"));
    return bench
        .ok("ListRules", "{'serviceIdentifier':'%s','listenerIdentifier':'%s'}", service, listener)
        .at("/items/0");
  }

  @Test
  void prioritiesMayEndAtAHundred() {
    var guide = with(to -> to.highestPriority = 100);
    for (var bench : new Bench[] {likely, guide}) {
      var service = bench.service("shop");
      var group = bench.group("shop");
      var answer =
          bench.call(
              "CreateRule",
              "{'serviceIdentifier':'%s','listenerIdentifier':'%s','name':'beta','priority':101,"
                  + "'match':{'httpMatch':{'method':'GET'}},'action':%s}",
              service,
              bench.listener(service, group),
              Bench.forward(group));
      assertEquals(bench == likely, answer instanceof Answer.Ok, answer.toString());
    }
  }

  @Test
  void anAuthPolicyMayOutlastIam() {
    var strict = with(to -> to.authPolicyEndsUnderIam = false);
    var service = strict.service("shop");
    strict.ok("PutAuthPolicy", "{'resourceIdentifier':'%s','policy':'%s'}", service, Bench.POLICY);
    var update = "{'serviceIdentifier':'%s','authType':'%s'}";
    strict.ok("UpdateService", update, service, "AWS_IAM");
    strict.refused(VALIDATION, "DeleteAuthPolicy", "{'resourceIdentifier':'%s'}", service);
    strict.ok("UpdateService", update, service, "NONE");
    strict.ok("DeleteAuthPolicy", "{'resourceIdentifier':'%s'}", service);
  }

  @Test
  void aTokenMayEndWithWhatItMade() {
    var create = "{'name':'shop','clientToken':'t'}";
    var delete = "{'serviceNetworkIdentifier':'%s'}";
    var first = likely.ok("CreateServiceNetwork", create);
    likely.ok("DeleteServiceNetwork", delete, first.get("id").asText());
    assertEquals(first, likely.ok("CreateServiceNetwork", create));
    var ending = with(to -> to.tokenEndsWithResource = true);
    var gone = ending.ok("CreateServiceNetwork", create);
    assertEquals(gone, ending.ok("CreateServiceNetwork", create));
    ending.ok("DeleteServiceNetwork", delete, gone.get("id").asText());
    assertNotEquals(gone, ending.ok("CreateServiceNetwork", create));
  }

  @Test
  void aTokenWithOtherParametersMayBeInvalid() {
    var create = "{'name':'%s','clientToken':'t'}";
    likely.ok("CreateServiceNetwork", create, "one");
    likely.refused(CONFLICT, "CreateServiceNetwork", create, "two");
    var other = with(to -> to.tokenReuseConflicts = false);
    other.ok("CreateServiceNetwork", create, "one");
    other.refused(VALIDATION, "CreateServiceNetwork", create, "two");
  }

  @Test
  void anAssociationListMayNeedNoFilter() {
    var open = with(to -> to.associationListsNeedFilter = false);
    open.associate(open.network("shop"), open.service("shop"));
    var listed = open.ok("ListServiceNetworkServiceAssociations", "{}");
    assertEquals(1, listed.get("items").size());
    open.ok("ListServiceNetworkVpcAssociations", "{}");
  }
}
