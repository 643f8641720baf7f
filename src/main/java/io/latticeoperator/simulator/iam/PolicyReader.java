package io.latticeoperator.simulator.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads policies (IAM user guide, "Grammar of the IAM JSON policy language"). */
final class PolicyReader {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String WITH_VARIABLES = "2012-10-17";
  private static final String OLD = "2008-10-17";
  private static final Set<String> TOP = Set.of("Version", "Id", "Statement");
  private static final Set<String> ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final Pattern ACTION =
      Pattern.compile("\\*|\\*:\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?-]+");

  private final Policy.Kind kind;
  private boolean variables;

  PolicyReader(Policy.Kind kind) {
    this.kind = kind;
  }

  static Policy read(String json, Policy.Kind kind) {
    try {
      return new PolicyReader(kind).policy(STRICT.readTree(json));
    } catch (JsonProcessingException malformed) {
      throw new MalformedPolicy("Policy", "Not JSON: " + malformed.getOriginalMessage());
    }
  }

  Policy policy(JsonNode json) {
    known("Policy", json, TOP);
    var version = json.path("Version").asText(OLD);
    if (!version.equals(WITH_VARIABLES) && !version.equals(OLD)) {
      throw new MalformedPolicy(
          "Version", "Must be %s or %s, not %s".formatted(WITH_VARIABLES, OLD, version));
    }
    variables = version.equals(WITH_VARIABLES);
    var node = json.path("Statement");
    if (node.isObject()) {
      return new Policy(List.of(statement("Statement", node)));
    }
    if (!node.isArray() || node.isEmpty()) {
      throw new MalformedPolicy("Statement", "Must be one statement or a list of some");
    }
    var statements = new ArrayList<Statement>();
    var sids = new HashSet<String>();
    for (var each : node) {
      var element = "Statement[%d]".formatted(statements.size());
      statements.add(statement(element, each));
      if (each.has("Sid") && !sids.add(each.get("Sid").asText())) {
        throw new MalformedPolicy(element + ".Sid", "Must be unique within the policy");
      }
    }
    return new Policy(statements);
  }

  private Statement statement(String element, JsonNode json) {
    known(element, json, ELEMENTS);
    var effect = json.path("Effect").asText();
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new MalformedPolicy(element + ".Effect", "Must be Allow or Deny");
    }
    return new Statement(
        effect.equals("Allow"),
        principals(element, json),
        templates(element, json, "Action"),
        templates(element, json, "Resource"),
        conditions(element, json));
  }

  private Statement.Selected<PrincipalElement> principals(String element, JsonNode json) {
    boolean inverted = json.has("NotPrincipal");
    if (kind == Policy.Kind.IDENTITY) {
      if (inverted || json.has("Principal")) {
        throw new MalformedPolicy(element, "Has prohibited field Principal");
      }
      return new Statement.Selected<>(PrincipalReader.EVERYBODY, false);
    }
    var name = name(element, json, "Principal");
    return new Statement.Selected<>(
        PrincipalReader.read(element + "." + name, json.get(name)), inverted);
  }

  private Statement.Selected<List<Template>> templates(String element, JsonNode json, String one) {
    var name = name(element, json, one);
    var templates = new ArrayList<Template>();
    for (var text : texts(element + "." + name, json.get(name))) {
      if (one.equals("Action") && !ACTION.matcher(text).matches()) {
        throw new MalformedPolicy(
            element + "." + name, "Actions must be prefaced by a vendor, such as ec2: " + text);
      }
      if (one.equals("Resource") && !isResource(text)) {
        throw new MalformedPolicy(
            element + "." + name, "Resource %s must be in ARN format or \"*\"".formatted(text));
      }
      templates.add(Template.of(text, variables && one.equals("Resource")));
    }
    return new Statement.Selected<>(List.copyOf(templates), name.startsWith("Not"));
  }

  /** In auth policies a path may follow a wildcard (user guide: auth-policies). */
  private boolean isResource(String text) {
    return text.equals("*")
        || text.startsWith("arn:")
        || (kind == Policy.Kind.RESOURCE && text.startsWith("*/"));
  }

  private List<Condition> conditions(String element, JsonNode json) {
    var node = json.get("Condition");
    if (node == null) {
      return List.of();
    }
    object(element + ".Condition", node);
    var conditions = new ArrayList<Condition>();
    for (var operator : node.properties()) {
      var path = element + ".Condition." + operator.getKey();
      object(path, operator.getValue());
      for (var key : operator.getValue().properties()) {
        var wanted =
            texts(path + "." + key.getKey(), key.getValue()).stream()
                .map(text -> Template.of(text, variables))
                .toList();
        conditions.add(Condition.of(path, operator.getKey(), key.getKey(), wanted));
      }
    }
    return List.copyOf(conditions);
  }

  /** The element or its inversion, of which there must be exactly one. */
  private static String name(String element, JsonNode json, String one) {
    var inversion = "Not" + one;
    if (json.has(one) == json.has(inversion)) {
      throw new MalformedPolicy(element, "Must have either %s or %s".formatted(one, inversion));
    }
    return json.has(one) ? one : inversion;
  }

  /** One text or a list of some; numbers and booleans are taken as they are written. */
  static List<String> texts(String element, @Nullable JsonNode node) {
    if (node != null && isScalar(node)) {
      return List.of(node.asText());
    }
    if (node == null || !node.isArray() || node.isEmpty()) {
      throw new MalformedPolicy(element, "Must be a string or a list of strings");
    }
    var texts = new ArrayList<String>();
    for (var each : node) {
      if (!isScalar(each)) {
        throw new MalformedPolicy(element, "Must be a string or a list of strings");
      }
      texts.add(each.asText());
    }
    return List.copyOf(texts);
  }

  private static boolean isScalar(JsonNode node) {
    return node.isTextual() || node.isNumber() || node.isBoolean();
  }

  private static void known(String element, JsonNode json, Set<String> names) {
    object(element, json);
    for (var member : json.properties()) {
      if (!names.contains(member.getKey())) {
        throw new MalformedPolicy(element + "." + member.getKey(), "There is no such element");
      }
    }
  }

  private static void object(String element, JsonNode json) {
    if (!json.isObject()) {
      throw new MalformedPolicy(element, "Must be a JSON object");
    }
  }
}
