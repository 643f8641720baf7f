package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which objects a list, watch or collection deletion is about.
 *
 * @param everything whether nothing is left out
 */
record Selection(Predicate<JsonNode> predicate, boolean everything) {
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(?:(?<not>!)\\s*(?<absent>[\\w./-]+)"
              + "|(?<set>[\\w./-]+)\\s+(?<verb>in|notin)\\s*\\((?<values>[^)]*)\\)"
              + "|(?<key>[\\w./-]+)\\s*(?<op>==|=|!=)\\s*(?<value>[\\w.-]*)"
              + "|(?<present>[\\w./-]+))\\s*(?:,|$)");

  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "Pod",
          Set.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "status.phase",
              "status.podIP"),
          "Event",
          Set.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "involvedObject.apiVersion",
              "involvedObject.resourceVersion",
              "involvedObject.fieldPath",
              "regarding.kind",
              "regarding.namespace",
              "regarding.name",
              "regarding.uid",
              "reason",
              "reportingComponent",
              "reportingController",
              "source",
              "type"),
          "Secret",
          Set.of("type"),
          "Namespace",
          Set.of("status.phase"),
          "Node",
          Set.of("spec.unschedulable"),
          "ReplicaSet",
          Set.of("status.replicas"));

  static final Selection EVERYTHING = new Selection(object -> true, true);

  /**
   * @param labels such as {@code app=web,tier in (a,b),!old}; empty for all
   * @param fields such as {@code metadata.name=web,status.phase!=Failed}; empty for all
   */
  static Selection of(Kind kind, String labels, String fields) {
    if (labels.isBlank() && fields.isBlank()) {
      return EVERYTHING;
    }
    return new Selection(labels(labels).and(fields(kind, fields)), false);
  }

  Selection and(Predicate<JsonNode> further) {
    return new Selection(predicate.and(further), false);
  }

  boolean matches(JsonNode object) {
    return predicate.test(object);
  }

  /** Whether {@code labels} match a LabelSelector value; an empty one matches everything. */
  static boolean matchesSelector(JsonNode selector, JsonNode labels) {
    for (var wanted : selector.path("matchLabels").properties()) {
      if (!labels.path(wanted.getKey()).equals(wanted.getValue())) {
        return false;
      }
    }
    return Json.items(selector.path("matchExpressions"))
        .allMatch(
            expression -> {
              var key = Json.text(expression, "key");
              var values = Json.strings(expression.path("values"));
              boolean present = labels.has(key);
              boolean listed = present && values.contains(labels.path(key).asText());
              return switch (Json.text(expression, "operator")) {
                case "In" -> listed;
                case "NotIn" -> !listed;
                case "Exists" -> present;
                case "DoesNotExist" -> !present;
                default -> false;
              };
            });
  }

  private static Predicate<JsonNode> labels(String selector) {
    if (selector.isBlank()) {
      return object -> true;
    }
    List<Predicate<JsonNode>> terms = new ArrayList<>();
    Matcher matcher = TERM.matcher(selector);
    int end = 0;
    while (end < selector.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw Faults.badRequest("unable to parse requirement: " + selector.substring(end));
      }
      terms.add(term(matcher));
      end = matcher.end();
    }
    return object -> {
      var found = Json.at(object, "metadata", "labels");
      return terms.stream().allMatch(term -> term.test(found));
    };
  }

  private static Predicate<JsonNode> term(Matcher term) {
    if (term.group("not") != null) {
      var key = term.group("absent");
      return labels -> !labels.has(key);
    }
    if (term.group("set") != null) {
      var key = term.group("set");
      Set<String> values =
          Arrays.stream(term.group("values").split(","))
              .map(String::strip)
              .collect(Collectors.toSet());
      boolean wanted = term.group("verb").equals("in");
      return labels -> (labels.has(key) && values.contains(labels.get(key).asText())) == wanted;
    }
    if (term.group("key") != null) {
      var key = term.group("key");
      var value = term.group("value");
      boolean wanted = !term.group("op").equals("!=");
      return labels -> (labels.has(key) && labels.get(key).asText().equals(value)) == wanted;
    }
    var key = term.group("present");
    return labels -> labels.has(key);
  }

  private static Predicate<JsonNode> fields(Kind kind, String selector) {
    Predicate<JsonNode> all = object -> true;
    if (selector.isBlank()) {
      return all;
    }
    for (String term : selector.split(",")) {
      int equals = term.indexOf('=');
      if (equals < 1) {
        throw Faults.badRequest("invalid field selector: " + term);
      }
      boolean negated = term.charAt(equals - 1) == '!';
      var field = term.substring(0, negated ? equals - 1 : equals).strip();
      var value = term.substring(equals + 1).replaceFirst("^=", "").strip();
      if (!field.equals("metadata.name")
          && !field.equals("metadata.namespace")
          && !FIELDS.getOrDefault(kind.kind(), Set.of()).contains(field)) {
        throw Faults.badRequest("field label not supported: " + field);
      }
      var path = (field.equals("source") ? "source.component" : field).split("\\.");
      all = all.and(object -> Json.text(object, path).equals(value) != negated);
    }
    return all;
  }
}
