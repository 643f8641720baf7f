package io.latticeoperator.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An answer in lines that are the same whenever and wherever it was given: what differs from run to
 * run has a name instead, the same name within one conversation.
 */
final class Shown {
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  private static final List<String> METADATA_THAT_VARIES =
      List.of("creationTimestamp", "managedFields", "resourceVersion", "uid");

  /** These differ from one moment to the next: no two need be told apart. */
  private static final Set<String> PASSING = Set.of("AGE", "TIME");

  private static final Map<String, Pattern> NAMES =
      Map.of(
          "UID",
          Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
          "AGE",
          Pattern.compile("(?<=\")[0-9]+[smhdy][0-9mhds]*(?=\")"),
          "TIME",
          Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"),
          "CLUSTERIP",
          Pattern.compile("10\\.96\\.[0-9]+\\.[0-9]+"),
          "SUFFIX",
          Pattern.compile("(?<=[a-z]-)[bcdfghjklmnpqrstvwxz2456789]{5}(?=\")"));

  private final Map<String, String> named = new LinkedHashMap<>();

  /** The value at a path such as {@code .metadata.labels} or {@code .items.0.spec}. */
  static JsonNode at(JsonNode tree, String path) {
    var here = tree;
    for (var name : path.substring(1).split("\\.")) {
      here = here.isArray() ? here.path(Integer.parseInt(name)) : here.path(name);
    }
    return here;
  }

  /**
   * @param shows paths; empty for all fields but the kind
   */
  List<String> object(JsonNode object, List<String> shows) {
    var paths =
        shows.isEmpty()
            ? object
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("apiVersion") && !name.equals("kind"))
                .sorted()
                .map(name -> "." + name)
                .toList()
            : shows;
    var lines = new ArrayList<String>();
    for (var path : paths) {
      if (path.equals("none")) {
        continue;
      }
      var value = at(object, path);
      if (path.endsWith(".managedFields") && value.isArray()) {
        value = sortedManagers(value);
      }
      if (path.equals(".columnDefinitions")) {
        lines.add(path + ": " + columns(value));
      } else if (path.equals(".items")) {
        value.forEach(
            item ->
                object(item, List.of(".metadata.namespace", ".metadata.name")).forEach(lines::add));
      } else if (value.isMissingNode()) {
        lines.add(path + ": nothing");
      } else {
        lines.add(path + ": " + stable(path.equals(".metadata") ? lasting(value) : value));
      }
    }
    return lines;
  }

  /** What a refusal says, and each cause that it gives, for these have no order. */
  List<String> refusal(JsonNode status) {
    var causes =
        status
            .path("details")
            .path("causes")
            .valueStream()
            .map(
                cause ->
                    "- %s %s: %s"
                        .formatted(
                            cause.path("reason").asText(),
                            cause.path("field").asText(),
                            stable(cause.path("message"))))
            .distinct()
            .sorted()
            .toList();
    var message = stable(status.path("message"));
    return causes.size() < 2
        ? List.of(message)
        : Stream.concat(
                Stream.of(message.replaceFirst("(is invalid|conflicts).*", "$1 ...")),
                causes.stream())
            .toList();
  }

  /** Their descriptions are nobody's business. */
  private static String columns(JsonNode columns) {
    return columns
        .valueStream()
        .map(
            column ->
                "%s %s%s"
                    .formatted(
                        column.path("name").asText(),
                        column.path("type").asText(),
                        column.path("priority").asInt() == 0 ? "" : " wide"))
        .collect(Collectors.joining(", "));
  }

  /** Within one second their order is that of names, else that of time. */
  private static JsonNode sortedManagers(JsonNode managers) {
    var sorted = JSON.createArrayNode();
    managers
        .valueStream()
        .sorted(
            Comparator.comparing(
                each ->
                    String.join(
                        " ",
                        each.path("operation").asText(),
                        each.path("manager").asText(),
                        each.path("subresource").asText())))
        .forEach(sorted::add);
    return sorted;
  }

  private static JsonNode lasting(JsonNode metadata) {
    var copy = metadata.deepCopy();
    METADATA_THAT_VARIES.forEach(((ObjectNode) copy)::remove);
    return copy;
  }

  private String stable(JsonNode value) {
    var text = sorted(value);
    for (var name : NAMES.entrySet()) {
      text =
          name.getValue()
              .matcher(text)
              .replaceAll(
                  found ->
                      PASSING.contains(name.getKey())
                          ? name.getKey()
                          : named.computeIfAbsent(
                              found.group(), _ -> name.getKey() + count(name.getKey())));
    }
    return text;
  }

  private long count(String name) {
    return named.values().stream().filter(each -> each.startsWith(name)).count() + 1;
  }

  private static String sorted(JsonNode value) {
    try {
      return JSON.writeValueAsString(JSON.treeToValue(value, Object.class));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
