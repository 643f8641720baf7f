package io.latticeoperator.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalFormTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SEEDS = 200;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a number's form  | {'period':60,'x':[1.0,2.50]}         | {'period':6e1,'x':[1,2.5]}",
        "a large number   | {'x':20000000000}                    | {'x':2E10}",
        "null is absent   | {'title':'a'}                        | {'title':'a','yAxis':null}",
        "empty is absent  | {'title':'a'}                        | {'title':'a','yAxis':{},'annotations':{'horizontal':[]}}",
        "the view         | {'title':'a'}                        | {'title':'a','view':'timeSeries','stacked':false}",
        "stat and period  | {'title':'a'}                        | {'title':'a','stat':'Average','period':300}",
        "the legend       | {'title':'a'}                        | {'title':'a','legend':{'position':'bottom'}}",
        "rendering        | {'metrics':[['N','m','d','v']]}      | {'metrics':[['N','m','d','v',{'visible':true,'yAxis':'left'}]]}",
        "what is repeated | {'region':'r','stat':'Sum','metrics':[['N','m']]} | {'region':'r','stat':'Sum','metrics':[['N','m',{'region':'r','stat':'Sum'}]]}",
        "one repetition   | {'metrics':[['N','m','d','v'],['N','n','d','v']]} | {'metrics':[['N','m','d','v'],['.','n','.','.']]}",
        "all repeated     | {'metrics':[['N','m','d','v'],['N','m','d','w']]} | {'metrics':[['N','m','d','v'],['...','w']]}",
        "all but options  | {'metrics':[['N','m','d','v'],['N','m','d','v',{'stat':'p99'}]]} | {'metrics':[['N','m','d','v'],['...',{'stat':'p99'}]]}",
        "over expressions | {'metrics':[['N','m'],[{'expression':'m'}],['N','o']]} | {'metrics':[['N','m'],[{'expression':'m'}],['.','o']]}",
      })
  void isTheSame(String what, String one, String other) {
    assertEquals(NormalForm.of(metric(one)), NormalForm.of(metric(other)), what);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "another metric      | {'metrics':[['N','m']]}            | {'metrics':[['N','n']]}",
        "another label       | {'metrics':[['N','m',{'label':'a'}]]} | {'metrics':[['N','m']]}",
        "the order of lines  | {'metrics':[['N','m'],['N','n']]}  | {'metrics':[['N','n'],['N','m']]}",
        "a hidden metric     | {'metrics':[['N','m',{'visible':false}]]} | {'metrics':[['N','m']]}",
        "another statistic   | {'stat':'Sum'}                     | {'stat':'Average'}",
        "another region      | {'region':'a'}                     | {'region':'b'}",
        "a number or a text  | {'x':1}                            | {'x':'1'}",
      })
  void isNotTheSame(String what, String one, String other) {
    assertNotEquals(NormalForm.of(metric(one)), NormalForm.of(metric(other)), what);
  }

  @Test
  void newLinesAndBlanksAtTheEndsOfTextMeanNothing() {
    assertEquals(
        NormalForm.of(widget("text", "{'markdown':'# a\\nb'}")),
        NormalForm.of(widget("text", "{'markdown':'# a\\r\\nb \\n','background':'solid'}")));
  }

  @Test
  void orderOfMembersAndWidgetsMeansNothing() {
    var body = new Shop();
    var dashboard = DashboardBody.of(body.network(), "shop", false);
    var read = json(dashboard.body());
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var shuffled = (ObjectNode) shuffled(read, random);
      var widgets = new ArrayList<JsonNode>();
      shuffled.get("widgets").forEach(widgets::add);
      Collections.shuffle(widgets, random);
      shuffled.putArray("widgets").addAll(widgets);
      var text = seed % 2 == 0 ? shuffled.toPrettyString() : shuffled.toString();
      var observed = DashboardBody.observed("shop", text);
      assertEquals(dashboard.digest(), observed.digest(), "seed " + seed);
      assertEquals(dashboard.mark(), observed.mark(), "seed " + seed);
    }
  }

  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node.isObject()) {
      var members = new ArrayList<>(node.properties());
      Collections.shuffle(members, random);
      var object = JsonNodeFactory.instance.objectNode();
      members.forEach(m -> object.set(m.getKey(), shuffled(m.getValue(), random)));
      return object;
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(shuffled(element, random)));
      return array;
    }
    return node.isInt() && random.nextBoolean()
        ? JsonNodeFactory.instance.numberNode((double) node.asInt())
        : node;
  }

  private static JsonNode metric(String properties) {
    return widget("metric", properties);
  }

  private static JsonNode widget(String type, String properties) {
    return json(
        "{'widgets':[{'type':'%s','x':0,'y':0,'properties':%s}]}"
            .formatted(type, properties)
            .replace('\'', '"'));
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(text, malformed);
    }
  }

  @Test
  void whatIsNoDashboardHasANormalFormToo() {
    for (var text : List.of("[]", "3", "{}", "{'widgets':3}", "{'widgets':[1,{}]}")) {
      var read = json(text.replace('\'', '"'));
      assertEquals(NormalForm.of(read), NormalForm.of(read.deepCopy()), text);
    }
  }
}
