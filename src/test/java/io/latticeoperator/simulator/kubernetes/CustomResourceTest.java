package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomResourceTest {
  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.example.io}
      spec:
        group: example.io
        scope: Namespaced
        names: {plural: widgets, kind: Widget, shortNames: [wd]}
        versions:
        - name: v1
          served: true
          storage: true
          subresources:
            status: {}
            scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}
          additionalPrinterColumns:
          - {name: Port, type: integer, jsonPath: .spec.port}
          - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  required: [port]
                  properties:
                    port: {type: integer, minimum: 1, maximum: 65535}
                    mode: {type: string, enum: [fast, slow], default: fast}
                    size: {type: integer}
                    zone:
                      type: string
                      pattern: '^[a-z]+$'
                      x-kubernetes-validations:
                      - {rule: self == oldSelf, message: zone is immutable}
                  x-kubernetes-validations:
                  - rule: "!has(self.size) || self.size <= 9"
                    messageExpression: "'size ' + string(self.size) + ' is above 9'"
                    fieldPath: .size
                status:
                  type: object
                  x-kubernetes-preserve-unknown-fields: true
      """;

  private final VirtualTimeline timeline =
      new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
  private final Store store = new Store(timeline, new Random(1));

  private static ObjectNode yaml(String text) {
    return (ObjectNode) Json.parse(text.getBytes(UTF_8), true);
  }

  @BeforeEach
  void define() {
    store.create(Kinds.CUSTOM_RESOURCE_DEFINITION, yaml(DEFINITION));
  }

  private Kind widgets() {
    return store.catalog().byPlural("example.io", "v1", "widgets").orElseThrow().kind();
  }

  private static ObjectNode widget(String spec) {
    return yaml("{metadata: {name: one, namespace: default}, spec: " + spec + "}");
  }

  @Test
  void aDefinitionIsEstablishedAndItsResourceServed() {
    var definition =
        store.get(Kinds.CUSTOM_RESOURCE_DEFINITION, "", "widgets.example.io").orElseThrow();
    assertEquals(
        List.of("NamesAccepted", "Established"),
        Json.items(definition.path("status").path("conditions"))
            .map(condition -> Json.text(condition, "type"))
            .toList());
    assertEquals(List.of("wd"), widgets().shortNames());
  }

  @Test
  void defaultsAreFilledAndUnknownFieldsDropped() {
    var created = store.create(widgets(), widget("{port: 80, other: 1}"));
    assertEquals("fast", Json.text(created, "spec", "mode"));
    assertFalse(created.path("spec").has("other"));
    assertEquals(1, created.path("metadata").path("generation").asInt());
  }

  @Test
  void transitionRulesCompareWithTheStoredValue() {
    var created = store.create(widgets(), widget("{port: 80, zone: a}"));
    Json.child(created, "spec").put("zone", "b");
    var fault = assertThrows(ApiFault.class, () -> store.replace(widgets(), created));
    assertEquals("spec.zone", fault.causes().getFirst().field());
    assertTrue(String.valueOf(fault.getMessage()).endsWith("zone is immutable"));
  }

  @Test
  void statusDoesNotCountAsAChangeOfSpec() {
    var created = store.create(widgets(), widget("{port: 80}"));
    created.putObject("status").put("size", 3);
    var reported = store.replaceStatus(widgets(), created);
    assertEquals(1, reported.path("metadata").path("generation").asInt());
    Json.child(reported, "spec").put("port", 81);
    var changed = store.replace(widgets(), reported);
    assertEquals(2, changed.path("metadata").path("generation").asInt());
    assertEquals(3, changed.path("status").path("size").asInt());
  }

  @Test
  void printerColumnsBecomeTheTable() {
    var created = store.create(widgets(), widget("{port: 80}"));
    created
        .putObject("status")
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "True");
    var table =
        new Table(store.catalog().require(widgets()), "None", timeline)
            .of(List.of(created), Json.object());
    assertEquals("[\"one\",80,\"True\"]", table.path("rows").get(0).path("cells").toString());
  }

  @Test
  void theResourcesGoWithTheirDefinition() {
    var kind = widgets();
    store.create(kind, widget("{port: 80}"));
    store.delete(Kinds.CUSTOM_RESOURCE_DEFINITION, "", "widgets.example.io", OptionalLong.empty());
    timeline.advance(Duration.ofSeconds(1));
    assertTrue(store.get(kind, "default", "one").isEmpty());
    assertTrue(store.list(Kinds.CUSTOM_RESOURCE_DEFINITION, "").isEmpty());
    assertEquals(404, assertThrows(ApiFault.class, () -> store.create(kind, widget("{}"))).code());
  }
}
