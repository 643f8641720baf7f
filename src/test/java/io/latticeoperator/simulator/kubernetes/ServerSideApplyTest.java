package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {
  private static final ServerSideApply APPLY =
      new ServerSideApply(
          Kinds.SERVICE, MergeRules.BUILT_IN, Instant.parse("2026-01-01T00:00:00Z"));

  private static ObjectNode service(String rest) {
    var text = "{'apiVersion':'v1','kind':'Service','metadata':{'name':'web'}," + rest + "}";
    return (ObjectNode) Json.parse(text.replace('\'', '"').getBytes(UTF_8), false);
  }

  private static ObjectNode apply(ObjectNode live, String rest, String manager, boolean force) {
    return APPLY.apply(live, service(rest), manager, "", force);
  }

  @Test
  void elementsOfTwoManagersStandSideBySide() {
    var one = apply(Json.object(), "'spec':{'ports':[{'port':80,'protocol':'TCP'}]}", "one", false);
    var both = apply(one, "'spec':{'ports':[{'port':81,'protocol':'TCP'}]}", "two", false);
    assertEquals(2, both.path("spec").path("ports").size());
    var without = apply(both, "'spec':{'type':'ClusterIP'}", "two", false);
    assertEquals(1, without.path("spec").path("ports").size());
    assertEquals(80, without.path("spec").path("ports").get(0).path("port").asInt());
  }

  @Test
  void aFieldOfAnotherManagerIsTakenOnlyByForce() {
    var live = apply(Json.object(), "'spec':{'type':'ClusterIP'}", "one", false);
    var fault =
        assertThrows(ApiFault.class, () -> apply(live, "'spec':{'type':'NodePort'}", "two", false));
    assertEquals(409, fault.code());
    assertEquals(
        "Apply failed with 1 conflict: conflict with \"one\": .spec.type", fault.getMessage());
    var taken = apply(live, "'spec':{'type':'NodePort'}", "two", true);
    assertEquals("NodePort", Json.text(taken, "spec", "type"));
    assertEquals(List.of("two"), Managers.of(taken).names());
  }

  @Test
  void theSameValueIsSharedAndStaysUntilBothLetGo() {
    var one = apply(Json.object(), "'spec':{'type':'ClusterIP'}", "one", false);
    var both = apply(one, "'spec':{'type':'ClusterIP'}", "two", false);
    var oneLess = apply(both, "'spec':{'sessionAffinity':'None'}", "one", false);
    assertEquals("ClusterIP", Json.text(oneLess, "spec", "type"));
    var twoLess = apply(oneLess, "'spec':{'internalTrafficPolicy':'Local'}", "two", false);
    assertTrue(twoLess.path("spec").path("type").isMissingNode());
  }

  @Test
  void applyingTwiceChangesNothing() {
    var once = apply(Json.object(), "'spec':{'ports':[{'port':80}]}", "one", false);
    assertEquals(once, apply(once, "'spec':{'ports':[{'port':80}]}", "one", false));
  }

  @Test
  void aConflictNamesTheVersionThatTheOwnerUsed() {
    var live = service("'spec':{'port':80,'title':'y'}");
    Json.metadata(live)
        .set(
            "managedFields",
            Json.array()
                .add(updated("example.org/v1beta1", "port"))
                .add(updated("example.org/v1", "title")));
    var fault =
        assertThrows(
            ApiFault.class, () -> apply(live, "'spec':{'port':81,'title':'x'}", "two", false));
    assertEquals(
        """
        Apply failed with 2 conflicts: conflicts with "hand" using example.org/v1:
        - .spec.title
        conflicts with "hand" using example.org/v1beta1:
        - .spec.port""",
        fault.getMessage());
  }

  private static ObjectNode updated(String apiVersion, String field) {
    var entry = Json.object();
    entry.put("manager", "hand").put("operation", "Update").put("apiVersion", apiVersion);
    entry.put("fieldsType", "FieldsV1").putObject("fieldsV1").putObject("f:spec");
    ((ObjectNode) entry.at("/fieldsV1/f:spec")).putObject("f:" + field);
    return entry;
  }
}
