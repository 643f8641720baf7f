package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.time.VirtualTimeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApiTest {
  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

  private final Store store =
      new Store(new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z")), new Random(1));
  private final Api api = new Api(store);

  private Reply ask(
      String method, String path, Map<String, String> query, String type, String body) {
    var segments = Arrays.stream(path.split("/")).filter(each -> !each.isEmpty()).toList();
    return api.answer(
        new Call(
            method,
            segments,
            query,
            "application/json",
            type,
            "test/1",
            () -> body.replace('\'', '"').getBytes(UTF_8)));
  }

  private Reply.Document document(
      String method, String path, Map<String, String> query, String type, String body) {
    return assertInstanceOf(Reply.Document.class, ask(method, path, query, type, body));
  }

  private Reply.Document get(String path, Map<String, String> query) {
    return document("GET", path, query, "", "");
  }

  private Reply.Document post(String body) {
    return document("POST", CONFIG_MAPS, Map.of(), "application/json", body);
  }

  private void create(String... names) {
    for (String name : names) {
      assertEquals(201, post("{'metadata':{'name':'" + name + "'}}").status());
    }
  }

  private static List<String> names(Reply.Document list) {
    return Json.items(list.body().path("items")).map(Json::name).toList();
  }

  @Test
  void whatIsNoRequestIsRefusedWithAStatus() {
    assertEquals(404, get("/api/v1/gadgets", Map.of()).status());
    assertEquals(400, post("{").status());
    assertEquals(400, post("[]").status());
    assertEquals(400, post("{'metadata':1}").status());
    assertEquals(400, post("{'kind':'Secret','metadata':{'name':'a'}}").status());
    assertEquals(400, get(CONFIG_MAPS, Map.of("limit", "x")).status());
    assertEquals(400, get(CONFIG_MAPS, Map.of("continue", "x")).status());
    assertEquals(405, document("POST", CONFIG_MAPS + "/a", Map.of(), "", "{}").status());
    assertEquals("Status", Json.text(get("/api/v1/gadgets", Map.of()).body(), "kind"));
  }

  @Test
  void pagesShowOneMoment() {
    create("a", "b", "c");
    var first = get(CONFIG_MAPS, Map.of("limit", "2"));
    assertEquals(List.of("a", "b"), names(first));
    assertEquals(1, first.body().path("metadata").path("remainingItemCount").asInt());
    create("d");
    var token = Json.text(first.body(), "metadata", "continue");
    assertEquals(List.of("c"), names(get(CONFIG_MAPS, Map.of("limit", "2", "continue", token))));
    store.compact();
    var expired = get(CONFIG_MAPS, Map.of("limit", "2", "continue", token));
    assertEquals(410, expired.status());
  }

  @Test
  void aDryRunStoresNothing() {
    var answer =
        document(
            "POST",
            CONFIG_MAPS,
            Map.of("dryRun", "All"),
            "application/json",
            "{'metadata':{'name':'a'}}");
    assertEquals(201, answer.status());
    assertEquals(List.of(), names(get(CONFIG_MAPS, Map.of())));
  }

  @Test
  void unknownFieldsAreRefusedOrWarnedOf() {
    var body = "{'metadata':{'name':'a'},'dato':{}}";
    var strict =
        document(
            "POST", CONFIG_MAPS, Map.of("fieldValidation", "Strict"), "application/json", body);
    assertEquals(400, strict.status());
    assertTrue(
        Json.text(strict.body(), "message")
            .endsWith("strict decoding error: unknown field \"dato\""));
    assertEquals(List.of("unknown field \"dato\""), post(body).warnings());
  }

  @Test
  void aWatchSeesWhatEntersAndLeavesItsSelection() throws Exception {
    create("a");
    long from = store.history().number();
    label("red");
    label("blue");
    label("red");
    document("DELETE", CONFIG_MAPS + "/a", Map.of(), "", "");
    var query =
        Map.of(
            "watch", "true",
            "timeoutSeconds", "0",
            "labelSelector", "color=red",
            "resourceVersion", Long.toString(from));
    assertEquals(List.of("ADDED", "DELETED", "ADDED", "DELETED"), events(query));
    store.compact();
    assertEquals(List.of("ERROR"), events(query));
  }

  private List<String> events(Map<String, String> query) throws Exception {
    var watch = assertInstanceOf(Reply.Events.class, ask("GET", CONFIG_MAPS, query, "", ""));
    var events = new ArrayList<String>();
    watch.watch().run(event -> events.add(Json.text(event, "type")));
    return events;
  }

  private void label(String color) {
    var patch = "{'metadata':{'labels':{'color':'" + color + "'}}}";
    var answer = document("PATCH", CONFIG_MAPS + "/a", Map.of(), Patches.MERGE, patch);
    assertEquals(200, answer.status());
    assertFalse(answer.body().isEmpty());
  }
}
