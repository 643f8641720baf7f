package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes of values: small sets, and some as a whole. */
@Tag("helm")
class ChartRenderingTest {
  static final Path CASES = Path.of("src/test/resources/io/latticeoperator/deploy/chart");

  private static final List<String> WITHOUT_DEFINITIONS = List.of("--set", "crds.install=false");

  @TestFactory
  Stream<DynamicTest> everyCase() {
    return Chart.read(CASES.resolve("cases.yaml"))
        .valueStream()
        .map(each -> DynamicTest.dynamicTest(each.path("name").asText(), () -> check(each)));
  }

  @TestFactory
  Stream<DynamicTest> everyRefusal() {
    return Chart.read(CASES.resolve("refusals.yaml"))
        .valueStream()
        .map(each -> DynamicTest.dynamicTest(each.path("values").toString(), () -> refused(each)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"usual", "namespaced", "everything"})
  void theWholeIsAsItWas(String name) throws IOException {
    var golden = CASES.resolve("whole/" + name + ".yaml");
    var text = Chart.render(WITHOUT_DEFINITIONS, Chart.NEEDED, whole(name));
    if (Boolean.getBoolean("charts.update")) {
      Files.writeString(golden, text);
    }
    assertEquals(
        Files.readString(golden),
        text,
        "rewrite it with ./mvnw test -Dtest=ChartRenderingTest -Dcharts.update=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"usual", "namespaced", "everything"})
  void renderedTwiceItIsTheSame(String name) throws IOException {
    assertEquals(
        Chart.render(List.of(), Chart.NEEDED, whole(name)),
        Chart.render(List.of(), Chart.NEEDED, whole(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"usual", "namespaced", "everything"})
  void lintFindsNothing(String name) throws IOException {
    var ran =
        Chart.run(
            List.of("helm", "lint", "--strict", "--quiet", Chart.FOLDER.toString()),
            Chart.NEEDED,
            whole(name));
    assertEquals(0, ran.code(), ran.out() + ran.err());
  }

  @Test
  void lintFindsNothingInTheChartAlone() {
    var ran = Chart.run(List.of("helm", "lint", "--strict", Chart.FOLDER.toString()));
    assertEquals(0, ran.code(), ran.out() + ran.err());
  }

  static String whole(String name) throws IOException {
    return Files.readString(CASES.resolve("whole/" + name + ".values.yaml"));
  }

  static String values(JsonNode each) throws IOException {
    return Chart.YAML.writeValueAsString(each.path("values"));
  }

  private static void check(JsonNode each) throws IOException {
    var objects = Chart.objects(Chart.NEEDED, values(each));
    for (var lacking : each.path("lacks")) {
      assertTrue(
          objects.stream()
              .noneMatch(
                  it ->
                      it.kind().equals(lacking.asText())
                          || (it.kind() + " " + it.name()).equals(lacking.asText())),
          () -> "there is a " + lacking.asText());
    }
    assertAll(
        each.path("has")
            .propertyStream()
            .flatMap(
                entry -> {
                  var words = entry.getKey().split(" ");
                  var object = Chart.only(objects, words[0], words[1]);
                  return entry
                      .getValue()
                      .propertyStream()
                      .map(
                          part ->
                              () ->
                                  assertEquals(
                                      part.getValue(),
                                      at(object, part.getKey()),
                                      entry.getKey() + " " + part.getKey()));
                }));
  }

  private static JsonNode at(JsonNode object, String path) {
    if (path.startsWith("env ")) {
      return object
          .at("/spec/template/spec/containers/0/env")
          .valueStream()
          .filter(it -> it.path("name").asText().equals(path.substring("env ".length())))
          .findFirst()
          .map(it -> (JsonNode) new TextNode(it.path("value").asText()))
          .orElse(NullNode.instance);
    }
    var found = object.at(path);
    return found.isMissingNode() ? NullNode.instance : found;
  }

  private static void refused(JsonNode each) throws IOException {
    var ran =
        each.path("alone").asBoolean()
            ? Chart.template(List.of(), values(each))
            : Chart.template(List.of(), Chart.NEEDED, values(each));
    assertTrue(ran.code() != 0, ran::out);
    for (var words : each.path("says")) {
      assertTrue(ran.err().contains(words.asText()), () -> words.asText() + "\n" + ran.err());
    }
  }
}
