package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.VALIDATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final String HEAD = "{'serviceIdentifier':'%s','listenerIdentifier':'%s'";
  private static final String CREATE = HEAD + ",'name':'%s','priority':%d,'match':%s,'action':%s}";
  private static final String ANY = "{'httpMatch':{'pathMatch':{'match':{'prefix':'/a'}}}}";

  private final Bench bench = new Bench();
  private String service = "";
  private String listener = "";
  private String group = "";

  @BeforeEach
  void prepare() {
    group = bench.group("shop");
    service = bench.service("shop");
    listener = bench.listener(service, group);
  }

  @Test
  void theDefaultRuleComesWithTheListenerAndFollowsIt() {
    var rules = list();
    assertEquals(1, rules.size());
    assertTrue(rules.get(0).get("isDefault").asBoolean());
    bench.ok(
        "UpdateListener",
        HEAD + ",'defaultAction':{'fixedResponse':{'statusCode':500}}}",
        service,
        listener);
    var id = rules.get(0).get("id").asText();
    var rule = bench.ok("GetRule", HEAD + ",'ruleIdentifier':'%s'}", service, listener, id);
    assertEquals(500, rule.at("/action/fixedResponse/statusCode").asInt());
    bench.refused(
        VALIDATION, "DeleteRule", HEAD + ",'ruleIdentifier':'%s'}", service, listener, id);
    bench.refused(
        VALIDATION,
        "UpdateRule",
        HEAD + ",'ruleIdentifier':'%s','priority':5}",
        service,
        listener,
        id);
  }

  @Test
  void matchesAndActionsComeBackAsGiven() {
    var match =
        """
        {'httpMatch':{'method':'GET',
         'pathMatch':{'match':{'exact':'/a'},'caseSensitive':true},
         'headerMatches':[{'name':'X','match':{'contains':'y'},'caseSensitive':false}]}}""";
    var created =
        bench.ok("CreateRule", CREATE, service, listener, "one", 1, match, Bench.forward(group));
    assertEquals(Bench.parse(match), created.get("match"));
    assertEquals(100, created.at("/action/forward/targetGroups/0/weight").asInt());
    assertEquals("one", bench.lattice.view().rules().getFirst().name());
  }

  @Test
  void prioritiesAreUniqueAndSwappedByABatch() {
    var first = create("one", 1);
    var second = create("two", 2);
    bench.refused(
        CONFLICT, "CreateRule", CREATE, service, listener, "six", 2, ANY, Bench.forward(group));
    bench.refused(
        CONFLICT,
        "UpdateRule",
        HEAD + ",'ruleIdentifier':'%s','priority':1}",
        service,
        listener,
        second);
    var batch =
        HEAD
            + ",'rules':[{'ruleIdentifier':'%s','priority':2},{'ruleIdentifier':'%s','priority':1},"
            + "{'ruleIdentifier':'rule-0123456789abcdef0','priority':7}]}";
    var output = bench.ok("BatchUpdateRule", batch, service, listener, first, second);
    assertEquals(2, output.get("successful").size());
    assertEquals("ResourceNotFoundException", output.at("/unsuccessful/0/failureCode").asText());
    assertEquals("two", bench.lattice.view().rules().getFirst().name());
  }

  @Test
  void anActionThatCannotWorkIsRefused() {
    for (var action :
        new String[] {
          "{'fixedResponse':{'statusCode':200}}",
          "{'forward':{'targetGroups':[{'targetGroupIdentifier':'%s'},"
              .concat("{'targetGroupIdentifier':'%s','weight':1}]}}")
              .formatted(group, group),
        }) {
      bench.refused(VALIDATION, "CreateRule", CREATE, service, listener, "one", 1, ANY, action);
    }
  }

  private String create(String name, int priority) {
    return bench
        .ok("CreateRule", CREATE, service, listener, name, priority, ANY, Bench.forward(group))
        .get("id")
        .asText();
  }

  private JsonNode list() {
    return bench.ok("ListRules", HEAD + "}", service, listener).get("items");
  }
}
