package io.latticeoperator.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.latticeoperator.simulator.iam.Policy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalPolicyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CANONICAL =
      "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':"
          + "['111122223333','arn:aws:iam::444455556666:role/web']},"
          + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*','Condition':{'StringEquals':"
          + "{'vpc-lattice-svcs:RequestMethod':['GET','PUT']}}}]}";

  private static String canonical(String document) {
    return CanonicalPolicy.of(document.replace('\'', '"')).replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'AWS':['111122223333','arn:aws:iam::444455556666:role/web']},'Action':'vpc-lattice-svcs:Invoke','Resource':'*','Condition':{'StringEquals':{'vpc-lattice-svcs:RequestMethod':['GET','PUT']}}}}",
        "{ 'Statement' : [ {'Resource':['*'],'Action':['vpc-lattice-svcs:invoke'],'Principal':{'AWS':['arn:aws:iam::444455556666:role/web','arn:aws:iam::111122223333:root']},'Effect':'Allow','Condition':{'StringEquals':{'vpc-lattice-svcs:RequestMethod':['PUT','GET']}}} ],\t'Version':'2012-10-17'}",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':['111122223333','111122223333','arn:aws:iam::444455556666:role/web']},'Action':['vpc-lattice-svcs:Invoke','vpc-lattice-svcs:Invoke'],'Resource':'*','Condition':{'StringEquals':{'vpc-lattice-svcs:RequestMethod':['GET','PUT','GET']},'StringLike':{}}}]}",
      })
  void documentsThatSayTheSameAreEqual(String document) {
    assertEquals(CANONICAL, canonical(document));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Principal':{'AWS':'*'} | 'Principal':'*'",
        "'Principal':{'AWS':['*','111122223333']} | 'Principal':'*'",
        "'Principal':{'AWS':'*','Service':'a.amazonaws.com'} | 'Principal':{'AWS':'*','Service':'a.amazonaws.com'}",
        "'Principal':{'AWS':['arn:aws-cn:iam::111122223333:root']} | 'Principal':{'AWS':'111122223333'}",
        "'NotPrincipal':{'AWS':['111122223333']} | 'NotPrincipal':{'AWS':'111122223333'}"
      })
  void principalsHaveOneForm(String written, String form) {
    var around =
        "{'Version':'2012-10-17','Statement':[{'Effect':'Deny',%s,'Action':'*','Resource':'*'}]}";
    assertEquals(around.formatted(form), canonical(around.formatted(written)));
  }

  @Test
  void valuesThatAreNoTextsAreComparedAsTexts() {
    var around =
        "{'Version':'2008-10-17','Id':'x','Statement':[{'Sid':'A','Effect':'Allow',"
            + "'Principal':'*','Action':'*','Resource':'*','Condition':{'Bool':"
            + "{'aws:SecureTransport':%s},'NumericEquals':{'vpc-lattice-svcs:Port':%s}}}]}";
    assertEquals(
        around.formatted("'true'", "['443','80']"),
        canonical(around.formatted("true", "[80,443]")));
  }

  @Test
  void withoutAVersionItIsTheOldOneInWhichThereAreNoVariables() {
    var document =
        "{%s'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}]}";
    assertEquals(document.formatted("'Version':'2008-10-17',"), canonical(document.formatted("")));
    assertNotEquals(
        canonical(document.formatted("'Version':'2012-10-17',")),
        canonical(document.formatted("")));
  }

  @Test
  void whatDiffersInMeaningStaysDifferent() {
    for (var other :
        List.of(
            CANONICAL.replace("Allow", "Deny"),
            CANONICAL.replace("'PUT'", "'put'"),
            CANONICAL.replace("'*'", "'*/orders'"),
            CANONICAL.replace("StringEquals", "StringLike"),
            CANONICAL.replace("Invoke", "Connect"),
            CANONICAL.replace("111122223333", "111122223334"))) {
      assertNotEquals(CANONICAL, canonical(other));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "no policy", "{'Statement':[]}", "{'Version':'2012-10-17'", "[1, 2]"})
  void whatIsNoPolicyIsGivenBackAsItIs(String text) {
    assertEquals(text, canonical(text));
  }

  @Test
  void anyOtherWayToWriteItIsBroughtBack() throws JsonProcessingException {
    int different = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      var document =
          Objects.requireNonNull(
              PolicyCompiler.compile(
                      new World(seed).policy(), Policies.FIELD, true, 0, World.ALL_KNOWN)
                  .document());
      var random = new Random(seed);
      var rewritten = rewritten(JSON.readTree(document), random);
      var text =
          random.nextBoolean()
              ? rewritten.toString()
              : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rewritten);
      different += text.equals(document) ? 0 : 1;
      assertEquals(document, CanonicalPolicy.of(text), "seed " + seed);
      Policy.parse(text, Policy.Kind.RESOURCE);
    }
    assertTrue(different > 1_900, different + " were written differently");
  }

  /** Members in another order, lists shuffled, with repetitions, or of one for a single text. */
  private static JsonNode rewritten(JsonNode node, Random random) {
    if (node.isObject()) {
      var names = new ArrayList<String>();
      node.fieldNames().forEachRemaining(names::add);
      Collections.shuffle(names, random);
      var object = JsonNodeFactory.instance.objectNode();
      for (var name : names) {
        boolean label = List.of("Version", "Effect", "Principal").contains(name);
        var value = node.get(name);
        object.set(name, label && value.isTextual() ? value : rewritten(value, random));
      }
      return object;
    }
    var list = new ArrayList<JsonNode>();
    (node.isArray() ? node : List.of(node))
        .forEach(each -> list.add(each.isTextual() ? each : rewritten(each, random)));
    if (list.size() == 1 && random.nextBoolean()) {
      return list.getFirst();
    }
    list.add(list.get(random.nextInt(list.size())));
    Collections.shuffle(list, random);
    return JsonNodeFactory.instance.arrayNode().addAll(list);
  }
}
