package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The columns of events, under either of their versions. */
final class EventColumns {
  private EventColumns() {}

  static List<Column> all() {
    return List.of(
        age("Last Seen", 0, EventColumns::lastSeen),
        Column.of("Type", Columns.at("type")),
        Column.of("Reason", Columns.at("reason")),
        Column.of("Object", EventColumns::involved),
        Column.wide("Subobject", event -> Json.text(about(event), "fieldPath")),
        Column.wide("Source", EventColumns::source),
        Column.of(
            "Message",
            object -> (Json.text(object, "message") + Json.text(object, "note")).strip()),
        age("First Seen", 1, EventColumns::firstSeen),
        new Column(
            "Count",
            "string",
            "",
            "How often it was seen.",
            1,
            (event, now) ->
                IntNode.valueOf(
                    Math.max(
                        1, event.path("count").asInt(event.path("deprecatedCount").asInt(1))))),
        new Column("Name", "string", "name", "Name of the event.", 1, Column.NAME.cell()));
  }

  private static Column age(String name, int priority, Function<JsonNode, String> since) {
    return new Column(
        name,
        "string",
        "",
        "Time since then.",
        priority,
        (object, now) -> TextNode.valueOf(Age.of(since.apply(object), now)));
  }

  private static String firstSeen(JsonNode event) {
    return first(
        Json.text(event, "firstTimestamp"),
        Json.text(event, "deprecatedFirstTimestamp"),
        Json.text(event, "eventTime"),
        Json.text(event, "metadata", "creationTimestamp"));
  }

  private static String source(JsonNode event) {
    return first(
        Json.text(event, "source", "component"), Json.text(event, "deprecatedSource", "component"));
  }

  private static String lastSeen(JsonNode event) {
    return first(
        Json.text(event, "series", "lastObservedTime"),
        Json.text(event, "lastTimestamp"),
        Json.text(event, "deprecatedLastTimestamp"),
        Json.text(event, "eventTime"),
        Json.text(event, "metadata", "creationTimestamp"));
  }

  private static String first(String... texts) {
    return Stream.of(texts)
        .filter(text -> !text.isEmpty() && !text.equals("null"))
        .findFirst()
        .orElse("");
  }

  private static JsonNode about(JsonNode event) {
    return event.has("regarding") ? event.path("regarding") : event.path("involvedObject");
  }

  private static String involved(JsonNode event) {
    var object = about(event);
    return Json.text(object, "kind").toLowerCase(Locale.ROOT) + "/" + Json.text(object, "name");
  }
}
