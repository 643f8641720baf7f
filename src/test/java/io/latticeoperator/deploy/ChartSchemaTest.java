package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schema of the values knows every value, and refuses what it does not know. */
class ChartSchemaTest {
  private static final JsonNode SCHEMA = Chart.schema();

  @Test
  void itKnowsExactlyTheValuesThatThereAre() {
    var known = new TreeSet<String>();
    var there = new TreeSet<String>();
    compare("", SCHEMA, Chart.values(), known, there);
    known.remove("/global");
    assertEquals(known, there);
  }

  @Test
  void whereItSaysWhatThereIsItRefusesAllElse() {
    var open = new ArrayList<String>();
    open("", SCHEMA, open);
    assertEquals(List.of(), open);
  }

  @Test
  void everyTextHasAReasonToBeFree() {
    assertTrue(SCHEMA.at("/properties/aws/properties/region").has("pattern"));
    assertTrue(SCHEMA.at("/properties/cluster/properties/name").has("pattern"));
  }

  private static void compare(
      String path, JsonNode schema, JsonNode value, TreeSet<String> known, TreeSet<String> there) {
    var properties = resolved(schema).path("properties");
    properties.propertyStream().forEach(it -> known.add(path + "/" + it.getKey()));
    if (properties.isObject() && value.isObject()) {
      value
          .propertyStream()
          .forEach(
              it -> {
                there.add(path + "/" + it.getKey());
                compare(
                    path + "/" + it.getKey(),
                    properties.path(it.getKey()),
                    it.getValue(),
                    known,
                    there);
              });
    }
    if (!value.isObject()) {
      // such as resources.claims, which has no default
      known.removeIf(each -> each.startsWith(path + "/"));
    }
    known.removeIf(each -> OPTIONAL.stream().anyMatch(each::endsWith));
  }

  /** Of what Kubernetes defines, and the defaults leave out. */
  private static final List<String> OPTIONAL = List.of("/initialDelaySeconds", "/resources/claims");

  private static void open(String path, JsonNode schema, List<String> open) {
    if (schema.has("properties") && schema.path("additionalProperties").asBoolean(true)) {
      open.add(path);
    }
    schema
        .path("properties")
        .propertyStream()
        .forEach(it -> open(path + "/" + it.getKey(), it.getValue(), open));
    schema
        .path("$defs")
        .propertyStream()
        .forEach(it -> open("#" + it.getKey(), it.getValue(), open));
    if (schema.has("items")) {
      open(path + "[]", schema.path("items"), open);
    }
  }

  private static JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : SCHEMA.at(reference.substring(1));
  }
}
