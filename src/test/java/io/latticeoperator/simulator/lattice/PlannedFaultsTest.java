package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.ACCESS_DENIED;
import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.THROTTLING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.faults.FaultPlan;
import io.latticeoperator.simulator.faults.LiveFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans in force, in virtual time. */
class PlannedFaultsTest {
  private final Bench bench = new Bench();
  private final LiveFaults faults = new LiveFaults(bench.lattice);

  private void plan(String rules) {
    faults.put(FaultPlan.of(Bench.parse("{'seed':5,'rules':[%s]}".formatted(rules))));
  }

  /** A letter for how each of so many calls of ListServices ends. */
  private String calls(int number) {
    var text = new StringBuilder();
    for (int call = 0; call < number; call++) {
      text.append(
          switch (bench.call("ListServices", "{}")) {
            case Answer.Ok _ -> '.';
            case Answer.Refusal refusal -> refusal.code().name().charAt(0);
            case Answer.Lost _ -> '-';
          });
    }
    return text.toString();
  }

  @Test
  void theFirstCallsAreRefused() {
    plan("{'first':3,'error':{'code':'ThrottlingException','retryAfter':'1.2s'}}");
    var refusal = bench.refused(THROTTLING, "ListServices", "{}");
    assertEquals(2, refusal.extra().get("retryAfterSeconds").asInt());
    assertEquals("TT...", calls(5));
  }

  @Test
  void everyNthCallIsLost() {
    plan("{'every':3,'lost':{}}");
    assertEquals("..-..-..", calls(8));
    assertEquals(8, faults.counts().getFirst().asked());
    assertEquals(2, faults.counts().getFirst().taken());
  }

  @Test
  void aRuleAppliesBetweenSequenceNumbersAndTimes() {
    plan("{'fromSequence':3,'toSequence':4,'error':{}},{'from':'10s','until':'20s','lost':{}}");
    assertEquals("..II.", calls(5));
    bench.time.advance(Duration.ofSeconds(10));
    assertEquals("--", calls(2));
    bench.time.advance(Duration.ofSeconds(10));
    assertEquals("..", calls(2));
  }

  @Test
  void aRuleIsAboutItsOperationsAndCallers() {
    plan(
        "{'operations':['Get*','List*'],'caller':'AKIAOTHER','error':{'code':'AccessDeniedException'}}");
    bench.network("shop");
    assertEquals("..", calls(2));
    bench.as(new Caller(Bench.ACCOUNT, "eu-central-1", "AKIAOTHER"));
    assertEquals("AA", calls(2));
    bench.ok("CreateServiceNetwork", "{'name':'other'}");
    plan("{'caller':'%s','error':{'code':'AccessDeniedException'}}".formatted(Bench.ACCOUNT));
    bench.refused(ACCESS_DENIED, "CreateServiceNetwork", "{'name':'third'}");
  }

  @Test
  void theSameSeedGivesTheSameFaults() {
    var rule = "{'rate':0.3,'error':{}}";
    plan(rule);
    var once = calls(200);
    faults.restart();
    assertEquals(once, calls(200));
    faults.put(FaultPlan.of(Bench.parse("{'seed':6,'rules':[%s]}".formatted(rule))));
    assertNotEquals(once, calls(200));
    assertEquals(60, once.chars().filter(letter -> letter == 'I').count(), 20);
  }

  @Test
  void theFirstRuleThatTakesACallDecides() {
    plan("{'every':2,'lost':{}},{'error':{}}");
    assertEquals("I-I-", calls(4));
    assertEquals(List.of(4L, 2L), faults.counts().stream().map(count -> count.asked()).toList());
  }

  @Test
  void anAnswerIsLostBeforeOrAfterTheEffect() {
    plan("{'first':1,'lost':{'effect':false}},{'lost':{'effect':true}}");
    assertInstanceOf(Answer.Lost.class, bench.call("CreateServiceNetwork", "{'name':'shop'}"));
    assertTrue(bench.lattice.snapshot().isEmpty());
    assertInstanceOf(Answer.Lost.class, bench.call("CreateServiceNetwork", "{'name':'shop'}"));
    assertEquals(1, bench.lattice.snapshot().get("serviceNetworks").size());
  }

  @Test
  void aBlackHoleNeverAnswers() {
    plan("{'blackHole':{'effect':true}}");
    var answers = new ArrayList<Answer>();
    var call = new Call(Bench.CALLER, "CreateServiceNetwork", Bench.parse("{'name':'shop'}"));
    bench.lattice.call(call, answers::add);
    bench.time.advance(Duration.ofDays(1));
    assertEquals(List.of(), answers);
    assertEquals(1, bench.lattice.snapshot().get("serviceNetworks").size());
    assertEquals("LOST", bench.lattice.journal().since(1).getFirst().result());
    assertInstanceOf(Answer.Lost.class, bench.lattice.call(call), "a caller who cannot wait");
  }

  @Test
  void latenciesAddUpAndTheEffectIsInTheMiddle() {
    plan("{'latency':{'fixed':'2s'}},{'latency':{'uniform':{'from':'1s','to':'1s'}}}");
    var answers = new ArrayList<Answer>();
    bench.lattice.call(
        new Call(Bench.CALLER, "CreateServiceNetwork", Bench.parse("{'name':'shop'}")),
        answers::add);
    bench.time.advance(Duration.ofMillis(1499));
    assertTrue(bench.lattice.snapshot().isEmpty());
    bench.time.advance(Duration.ofMillis(1));
    assertEquals(1, bench.lattice.snapshot().get("serviceNetworks").size());
    bench.time.advance(Duration.ofMillis(1499));
    assertEquals(List.of(), answers);
    bench.time.advance(Duration.ofMillis(1));
    assertInstanceOf(Answer.Ok.class, answers.getFirst());
  }

  @Test
  void someTargetsAreUnsuccessful() {
    var group = bench.group("checkout");
    plan("{'unsuccessful':{'share':0.5,'failureCode':'Busy','failureMessage':'later'}}");
    var targets = new String[40];
    for (int target = 0; target < targets.length; target++) {
      targets[target] = "10.1.0.%d:8080".formatted(target + 1);
    }
    var output = bench.register(group, targets);
    int failed = output.get("unsuccessful").size();
    assertEquals(20, failed, 10);
    assertEquals(40 - failed, output.get("successful").size());
    assertEquals(40 - failed, bench.targetsOf(group).split(" ").length);
    assertEquals("Busy", output.at("/unsuccessful/0/failureCode").asText());
    assertEquals(8080, output.at("/unsuccessful/0/port").asInt());
    plan("{'unsuccessful':{'share':1}}");
    assertEquals(2, bench.deregister(group, targets[0], targets[1]).get("unsuccessful").size());
    assertEquals(40 - failed, bench.targetsOf(group).split(" ").length);
  }

  @Test
  void oneRuleOfABatchIsUnsuccessful() {
    var group = bench.group("checkout");
    var service = bench.service("checkout");
    var listener = bench.listener(service, group);
    var rule =
        bench
            .ok(
                "CreateRule",
                "{'serviceIdentifier':'%s','listenerIdentifier':'%s','name':'one','priority':1,"
                    + "'match':{'httpMatch':{'method':'GET'}},'action':%s}",
                service,
                listener,
                Bench.forward(group))
            .get("id")
            .asText();
    plan("{'unsuccessful':{}}");
    var output =
        bench.ok(
            "BatchUpdateRule",
            "{'serviceIdentifier':'%s','listenerIdentifier':'%s',"
                + "'rules':[{'ruleIdentifier':'%s','priority':7}]}",
            service,
            listener,
            rule);
    assertEquals(rule, output.at("/unsuccessful/0/ruleIdentifier").asText());
    assertEquals(0, output.get("successful").size());
  }

  @Test
  void creationTakesLonger() {
    plan(
        "{'kinds':'SERVICE','slow':{'factor':10}},{'kinds':'TARGET_GROUP','slow':{'duration':'1h'}}");
    var service = bench.service("checkout");
    var group = bench.group("checkout");
    assertEquals("CREATE_IN_PROGRESS", status("GetService", "service", service));
    bench.time.advance(Duration.ofSeconds(3));
    assertEquals("ACTIVE", status("GetService", "service", service));
    assertEquals("CREATE_IN_PROGRESS", status("GetTargetGroup", "targetGroup", group));
    bench.time.advance(Duration.ofHours(1));
    assertEquals("ACTIVE", status("GetTargetGroup", "targetGroup", group));
  }

  @Test
  void aCreationFailsAndItsDeletionToo() {
    plan("{'kinds':'SERVICE','first':2,'fails':{'failureCode':'Full','failureMessage':'no room'}}");
    var service = bench.service("checkout");
    var failed = bench.ok("GetService", "{'serviceIdentifier':'%s'}", service);
    assertEquals("CREATE_FAILED", failed.get("status").asText());
    assertEquals("Full", failed.get("failureCode").asText());
    assertEquals("no room", failed.get("failureMessage").asText());
    bench.ok("DeleteService", "{'serviceIdentifier':'%s'}", service);
    bench.settle();
    assertEquals("DELETE_FAILED", status("GetService", "service", service));
    bench.ok("DeleteService", "{'serviceIdentifier':'%s'}", service);
    bench.settle();
    assertEquals("[]", bench.ok("ListServices", "{}").get("items").toString());
  }

  @Test
  void listsAndTagsAreBehind() {
    plan("{'lag':{'lists':'5s','tags':'3s'}}");
    var network = bench.ok("CreateServiceNetwork", "{'name':'shop','tags':{'a':'1'}}");
    var arn = network.get("arn").asText();
    bench.time.advance(Duration.ofSeconds(4));
    assertEquals(0, bench.ok("ListServiceNetworks", "{}").get("items").size());
    assertEquals("{\"a\":\"1\"}", tags(arn));
    bench.ok("TagResource", "{'resourceArn':'%s','tags':{'a':'2'}}", arn);
    bench.time.advance(Duration.ofSeconds(1));
    assertEquals(1, bench.ok("ListServiceNetworks", "{}").get("items").size());
    bench.ok("UntagResource", "{'resourceArn':'%s','tagKeys':['a']}", arn);
    assertEquals("{\"a\":\"1\"}", tags(arn));
    bench.time.advance(Duration.ofSeconds(2));
    assertEquals("{\"a\":\"2\"}", tags(arn));
    bench.time.advance(Duration.ofSeconds(1));
    assertEquals("{}", tags(arn));
  }

  @Test
  void aPlannedConflictLooksLikeOne() {
    plan("{'error':{'code':'ConflictException','message':'somebody else'}}");
    var refusal = bench.refused(CONFLICT, "CreateServiceNetwork", "{'name':'shop'}");
    assertEquals("somebody else", refusal.message());
    assertTrue(refusal.extra().has("resourceId") && refusal.extra().has("resourceType"));
  }

  @Test
  void withoutAPlanNothingGoesWrong() {
    plan("{'error':{}}");
    assertEquals("II", calls(2));
    faults.put(FaultPlan.NONE);
    assertEquals("..", calls(2));
  }

  private String tags(String arn) {
    return bench.ok("ListTagsForResource", "{'resourceArn':'%s'}", arn).get("tags").toString();
  }

  private String status(String operation, String member, String id) {
    return bench.ok(operation, "{'%sIdentifier':'%s'}", member, id).get("status").asText();
  }
}
