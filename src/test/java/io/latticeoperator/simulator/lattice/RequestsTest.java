package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.INTERNAL_SERVER;
import static io.latticeoperator.simulator.lattice.ErrorCode.RESOURCE_NOT_FOUND;
import static io.latticeoperator.simulator.lattice.ErrorCode.VALIDATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
  private final Bench bench = new Bench();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CreateService | {} | name",
        "CreateService | {'name':'ab'} | name",
        "CreateService | {'name':'svc-shop'} | name",
        "CreateService | {'name':'Shop'} | name",
        "CreateService | {'name':'a--b'} | name",
        "CreateService | {'name':7} | name",
        "CreateService | {'name':'a234567890123456789012345678901234567890z'} | name",
        "CreateService | {'name':'shop','authType':'SOME'} | authType",
        "CreateService | {'name':'shop','tags':{'':'x'}} | tags.",
        "CreateServiceNetwork | {'name':'-shop'} | name",
        "GetService | {'serviceIdentifier':'shop'} | serviceIdentifier",
        "ListServices | {'maxResults':0} | maxResults",
        "ListServices | {'maxResults':101} | maxResults",
        "CreateTargetGroup | {'name':'shop','type':'HOST'} | type",
        "CreateTargetGroup | {'name':'shop','type':'IP','config':{'port':0}} | config.port",
        "CreateTargetGroup | {'name':'shop','type':'IP','config':{'healthCheck':{'path':'x y'}}}"
            + " | config.healthCheck.path",
        "RegisterTargets | {'targetGroupIdentifier':'tg-0123456789abcdef0','targets':[]} | targets",
        "RegisterTargets | {'targetGroupIdentifier':'tg-0123456789abcdef0','targets':[{'port':1}]}"
            + " | targets[0].id",
        "UpdateListener | {'serviceIdentifier':'svc-0123456789abcdef0','listenerIdentifier':"
            + "'listener-0123456789abcdef0','defaultAction':{}} | defaultAction",
      })
  void aViolatedConstraintNamesItsField(String operation, String json, String field) {
    var refusal = bench.refused(VALIDATION, operation, json);
    assertEquals("fieldValidationFailed", refusal.extra().get("reason").asText());
    assertEquals(field, refusal.extra().at("/fieldList/0/name").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'shop','type':'IP'}",
        "{'name':'shop','type':'IP','config':{'port':80,'protocol':'HTTP'}}",
        "{'name':'shop','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'vpc-0dddddddddddddddd'}}",
        "{'name':'shop','type':'LAMBDA','config':{'port':80}}",
        "{'name':'shop','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'vpc-0aaaaaaaaaaaaaaaa','ipAddressType':'IPV6'}}",
        "{'name':'shop','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'vpc-0aaaaaaaaaaaaaaaa','healthCheck':{'healthCheckIntervalSeconds':4}}}",
        "{'name':'shop','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'vpc-0aaaaaaaaaaaaaaaa','healthCheck':{'protocol':'TCP'}}}",
        "{'name':'shop','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'vpc-0aaaaaaaaaaaaaaaa','healthCheck':{'matcher':{'httpCode':'2'}}}}",
        "{'name':'shop','type':'IP','tags':{'aws:x':'y'}}",
      })
  void aGroupThatMakesNoSenseIsRefused(String json) {
    var refusal = bench.refused(VALIDATION, "CreateTargetGroup", json);
    assertEquals("other", refusal.extra().get("reason").asText(), refusal.message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP  |       | true  | HTTP",
        "HTTPS |       | true  | HTTPS",
        "HTTP  | HTTP2 | false | HTTP",
        "HTTP  | GRPC  | false | HTTP",
        "TCP   |       | false | HTTP",
      })
  void healthChecksHaveDefaultsByProtocol(
      String protocol, String version, boolean enabled, String checked) {
    var given = version == null ? "" : ",'protocolVersion':'" + version + "'";
    var output =
        bench.ok(
            "CreateTargetGroup",
            "{'name':'shop','type':'IP','config':{'port':80,'protocol':'%s','vpcIdentifier':'%s'%s}}",
            protocol,
            Bench.VPC,
            given);
    var check = output.at("/config/healthCheck");
    assertEquals(
        Bench.parse(
            """
            {'enabled':%s,'protocol':'%s','protocolVersion':'HTTP1','path':'/',
             'healthCheckIntervalSeconds':30,'healthCheckTimeoutSeconds':5,
             'healthyThresholdCount':5,'unhealthyThresholdCount':2,'matcher':{'httpCode':'200'}}\
            """
                .formatted(enabled, checked)),
        check);
  }

  @Test
  void aTextOfAnyLengthIsHeldAgainstItsPatternOrRefused() {
    var create =
        "{'name':'%s','certificateArn':'arn:%sa:acm:eu-central-1:111122223333:certificate/x'}";
    bench.ok("CreateService", create, "shop", "a.".repeat(900));
    for (int length : new int[] {2000, 20_000, 1_000_000}) {
      var refusal = bench.refused(VALIDATION, "CreateService", create, "b", "a.".repeat(length));
      assertEquals("fieldValidationFailed", refusal.extra().get("reason").asText());
    }
  }

  @Test
  void zeroResetsAMemberOfTheHealthCheckAndTheRestStays() {
    var group = bench.group("shop");
    var update = "{'targetGroupIdentifier':'%s','healthCheck':%s}";
    bench.ok(
        "UpdateTargetGroup", update, group, "{'healthCheckIntervalSeconds':10,'path':'/live'}");
    var output = bench.ok("UpdateTargetGroup", update, group, "{'healthCheckIntervalSeconds':0}");
    assertEquals(30, output.at("/config/healthCheck/healthCheckIntervalSeconds").asInt());
    assertEquals("/live", output.at("/config/healthCheck/path").asText());
  }

  @Test
  void pagesAreStableWhileItemsComeAndGo() {
    var ids = new ArrayList<String>();
    for (int index = 0; index < 5; index++) {
      ids.add(bench.network("net-" + index));
    }
    var first = bench.ok("ListServiceNetworks", "{'maxResults':2}");
    assertEquals("net-1", first.at("/items/1/name").asText());
    bench.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", ids.get(1));
    bench.network("net-9");
    var token = first.get("nextToken").asText();
    var rest = bench.ok("ListServiceNetworks", "{'maxResults':4,'nextToken':'%s'}", token);
    assertEquals("[net-2, net-3, net-4, net-9]", rest.findValuesAsText("name").toString());
    assertTrue(rest.path("nextToken").isMissingNode());
    bench.refused(VALIDATION, "ListServiceNetworks", "{'nextToken':'x'}");
  }

  @Test
  void associationsAreListedOnlyByAFilter() {
    bench.refused(VALIDATION, "ListServiceNetworkServiceAssociations", "{}");
    bench.refused(VALIDATION, "ListServiceNetworkVpcAssociations", "{}");
  }

  @Test
  void aClientTokenMakesACreateIdempotent() {
    var create = "{'name':'shop','clientToken':'%s'}";
    var first = bench.ok("CreateService", create, "one");
    bench.settle();
    assertEquals(first, bench.ok("CreateService", create, "one"));
    bench.refused(CONFLICT, "CreateService", "{'name':'other','clientToken':'one'}");
    bench.refused(CONFLICT, "CreateService", create, "two");
    bench.time.advance(Duration.ofMinutes(11));
    bench.refused(CONFLICT, "CreateService", create, "one");
  }

  @Test
  void aServiceHasItsGeneratedName() {
    var created = bench.ok("CreateService", "{'name':'shop','customDomainName':'shop.example'}");
    var domain = created.at("/dnsEntry/domainName").asText();
    assertTrue(
        domain.matches(
            "shop-[0-9a-f]{17}\\.[0-9a-f]{7}\\.vpc-lattice-svcs\\.eu-central-1\\.on\\.aws"),
        domain);
    assertTrue(created.at("/dnsEntry/hostedZoneId").asText().matches("Z[0-9A-Z]+"));
    assertTrue(created.get("id").asText().matches("svc-[0-9a-z]{17}"));
    assertEquals("shop.example", created.get("customDomainName").asText());
    var id = created.get("id").asText();
    var got = bench.ok("GetService", "{'serviceIdentifier':'%s'}", id);
    assertEquals("2026-01-01T00:00:00.000Z", got.get("createdAt").asText());
  }

  @Test
  void tagsAreKeptWithTheResourceAndGoWithIt() {
    var created = bench.ok("CreateServiceNetwork", "{'name':'shop','tags':{'a':'1','b':'2'}}");
    var arn = created.get("arn").asText();
    bench.ok("TagResource", "{'resourceArn':'%s','tags':{'b':'3','c':'4'}}", arn);
    bench.ok("UntagResource", "{'resourceArn':'%s','tagKeys':['a','z']}", arn);
    assertEquals(
        "{\"tags\":{\"b\":\"3\",\"c\":\"4\"}}",
        bench.ok("ListTagsForResource", "{'resourceArn':'%s'}", arn).toString());
    bench.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", arn);
    bench.refused(RESOURCE_NOT_FOUND, "ListTagsForResource", "{'resourceArn':'%s'}", arn);
  }

  @Test
  void anAuthPolicyIsActiveOnlyUnderIam() {
    var service = bench.service("shop");
    var get = "{'resourceIdentifier':'%s'}";
    assertTrue(bench.ok("GetAuthPolicy", get, service).isEmpty());
    var put = "{'resourceIdentifier':'%s','policy':'%s'}";
    var written = bench.ok("PutAuthPolicy", put, service, Bench.POLICY);
    assertEquals("Inactive", written.get("state").asText());
    var refusal = bench.refused(VALIDATION, "PutAuthPolicy", put, service, "{}");
    assertEquals("other", refusal.extra().get("reason").asText());
    assertTrue(refusal.message().contains("Statement"), refusal.message());
    bench.ok("UpdateService", "{'serviceIdentifier':'%s','authType':'AWS_IAM'}", service);
    assertEquals("Active", bench.ok("GetAuthPolicy", get, service).get("state").asText());
    bench.ok("DeleteAuthPolicy", get, service);
    assertTrue(bench.ok("GetAuthPolicy", get, service).isEmpty());
  }

  @Test
  void anOperationThatIsNotThereSaysSo() {
    var refusal = bench.refused(VALIDATION, "ListEverything", "{}");
    assertEquals("unknownOperation", refusal.extra().get("reason").asText());
  }

  @Test
  void theJournalTellsReadsFromWritesAndCallersApart() {
    bench.network("shop");
    long from = bench.lattice.journal().next();
    bench.ok("ListServices", "{}");
    bench.refused(CONFLICT, "CreateServiceNetwork", "{'name':'shop'}");
    var journal = bench.lattice.journal();
    assertEquals(1, journal.reads(from));
    assertEquals(1, journal.writes(from));
    assertEquals(2, journal.count(from, Journal.by("AKIAOPERATOR")));
    assertEquals(0, journal.count(from, Journal.by("AKIAOTHER")));
    assertEquals("ConflictException", journal.since(from).getLast().result());
  }

  @Test
  void faultsComeBeforeOrAfterTheEffect() {
    bench.lattice.inject((sequence, call) -> Optional.of(new Faults.Fault.FailedBefore()));
    bench.refused(INTERNAL_SERVER, "CreateServiceNetwork", "{'name':'shop'}");
    assertTrue(bench.lattice.snapshot().isEmpty());
    bench.lattice.inject((sequence, call) -> Optional.of(new Faults.Fault.AnswerLost()));
    assertInstanceOf(Answer.Lost.class, bench.call("CreateServiceNetwork", "{'name':'shop'}"));
    assertEquals(1, bench.lattice.snapshot().get("serviceNetworks").size());
  }

  @Test
  void theSameSeedMakesTheSameWorld() {
    var other = new Bench();
    for (var each : new Bench[] {bench, other}) {
      each.usedGroup("shop");
    }
    assertEquals(bench.lattice.snapshot(), other.lattice.snapshot());
  }

  @Test
  void aNewResourceMayBeMissingFromListsForAWhile() {
    var lagging = new Bench(Settings.quick().with(to -> to.listLag = Duration.ofSeconds(5)));
    lagging.network("shop");
    assertEquals(0, lagging.ok("ListServiceNetworks", "{}").get("items").size());
    lagging.time.advance(Duration.ofSeconds(5));
    assertEquals(1, lagging.ok("ListServiceNetworks", "{}").get("items").size());
  }
}
