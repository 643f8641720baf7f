package io.latticeoperator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One form for all documents that say the same in other words: members in IAM's usual order, no
 * blanks, lists in order and without repetitions, a text instead of a list of one, {@code *}
 * instead of {@code {"AWS": "*"}}, an account's id instead of its root's ARN. Both sides of a
 * comparison are brought into it. Statements are not merged: that is for {@link Minimum}.
 */
public final class CanonicalPolicy {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TOP = List.of("Version", "Id");
  private static final List<String> LABELS = List.of("Sid", "Effect");
  private static final List<String> PRINCIPALS = List.of("Principal", "NotPrincipal");
  private static final List<String> LISTS =
      List.of("Action", "NotAction", "Resource", "NotResource");
  private static final Pattern ROOT = Pattern.compile("arn:[a-z0-9-]+:iam::(\\d{12}):root");

  private CanonicalPolicy() {}

  /**
   * The document in this form.
   *
   * @param document as AWS returns it; what is no IAM policy is given back as it is
   */
  public static String of(String document) {
    return switch (PolicyDocument.read(document)) {
      case PolicyDocument.Malformed _ -> document;
      case PolicyDocument.Read read -> of(read.policy());
    };
  }

  /**
   * @param policy that holds to the grammar
   */
  static String of(JsonNode policy) {
    var canonical = JSON.objectNode();
    copy(policy, TOP, canonical);
    if (!canonical.has("Version")) {
      canonical = JSON.objectNode().put("Version", PolicyDocument.OLD_VERSION);
      copy(policy, List.of("Id"), canonical);
    }
    var statements = new TreeMap<String, JsonNode>();
    for (var statement : each(policy.path("Statement"))) {
      var one = statement(statement);
      statements.put(one.toString(), one);
    }
    canonical.putArray("Statement").addAll(statements.values());
    return canonical.toString();
  }

  private static void copy(JsonNode from, List<String> names, ObjectNode to) {
    for (var name : names) {
      if (from.has(name)) {
        to.set(name, from.get(name));
      }
    }
  }

  private static ObjectNode statement(JsonNode statement) {
    var canonical = JSON.objectNode();
    copy(statement, LABELS, canonical);
    for (var name : PRINCIPALS) {
      if (statement.has(name)) {
        canonical.set(name, principal(statement.get(name)));
      }
    }
    for (var name : LISTS) {
      if (statement.has(name)) {
        canonical.set(name, list(statement.get(name)));
      }
    }
    var conditions = conditions(statement.path("Condition"));
    if (!conditions.isEmpty()) {
      canonical.set("Condition", conditions);
    }
    return canonical;
  }

  private static JsonNode principal(JsonNode principal) {
    if (principal.isTextual()) {
      return principal;
    }
    var kinds = new TreeMap<String, JsonNode>();
    for (var member : principal.properties()) {
      var texts = new TreeSet<String>();
      for (var text : PolicyDocument.texts(member.getValue())) {
        var root = ROOT.matcher(text);
        texts.add(root.matches() ? root.group(1) : text);
      }
      boolean everybody = member.getKey().equals("AWS") && texts.contains("*");
      kinds.put(member.getKey(), PolicyText.texts(everybody ? List.of("*") : texts));
    }
    var aws = kinds.get("AWS");
    if (kinds.size() == 1 && aws != null && aws.asText().equals("*")) {
      return aws;
    }
    var canonical = JSON.objectNode();
    kinds.forEach(canonical::set);
    return canonical;
  }

  /** The two actions there are have one spelling, though case does not count. */
  private static JsonNode list(JsonNode texts) {
    var all = new ArrayList<String>();
    for (var text : PolicyDocument.texts(texts)) {
      all.add(
          PolicyDocument.ACTIONS.stream().filter(text::equalsIgnoreCase).findFirst().orElse(text));
    }
    return set(all);
  }

  private static JsonNode set(Collection<String> texts) {
    return PolicyText.texts(new TreeSet<>(texts));
  }

  private static ObjectNode conditions(JsonNode conditions) {
    var operators = new TreeMap<String, JsonNode>();
    for (var operator : conditions.properties()) {
      var keys = new TreeMap<String, JsonNode>();
      operator
          .getValue()
          .properties()
          .forEach(key -> keys.put(key.getKey(), set(PolicyDocument.texts(key.getValue()))));
      if (!keys.isEmpty()) {
        operators.put(operator.getKey(), JSON.objectNode().setAll(keys));
      }
    }
    return JSON.objectNode().setAll(operators);
  }

  private static Iterable<JsonNode> each(JsonNode oneOrMany) {
    return oneOrMany.isArray() ? oneOrMany : List.of(oneOrMany);
  }
}
