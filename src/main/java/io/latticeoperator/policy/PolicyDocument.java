package io.latticeoperator.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A policy document as text, read. */
sealed interface PolicyDocument {
  String OLD_VERSION = "2008-10-17";

  /** All that VPC Lattice asks auth policies about (Service Authorization Reference). */
  List<String> ACTIONS = List.of(PolicyText.INVOKE, "vpc-lattice-svcs:Connect");

  JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * It holds to the grammar.
   *
   * @param admits whether a statement allows one of the actions, and none denies them all to
   *     everybody
   */
  record Read(JsonNode policy, boolean admits) implements PolicyDocument {}

  /**
   * It is no JSON, or no policy.
   *
   * @param faults what is wrong and where, at least one
   */
  record Malformed(List<String> faults) implements PolicyDocument {}

  static PolicyDocument read(String text) {
    JsonNode json;
    try {
      json = STRICT.readTree(text);
    } catch (JsonProcessingException malformed) {
      var at = malformed.getLocation();
      return new Malformed(
          List.of(
              "not JSON: line "
                  + (at == null ? 1 : at.getLineNr())
                  + ", column "
                  + (at == null ? 1 : at.getColumnNr())
                  + ": "
                  + malformed.getOriginalMessage()));
    }
    var grammar = new PolicyGrammar();
    grammar.check(json);
    return grammar.faults().isEmpty()
        ? new Read(json, admits(statements(json)))
        : new Malformed(grammar.faults());
  }

  private static List<JsonNode> statements(JsonNode policy) {
    var node = policy.path("Statement");
    if (!node.isArray()) {
      return List.of(node);
    }
    var statements = new ArrayList<JsonNode>();
    node.forEach(statements::add);
    return statements;
  }

  private static boolean admits(List<JsonNode> statements) {
    return ACTIONS.stream()
        .anyMatch(
            action ->
                statements.stream().anyMatch(s -> isAbout(s, action) && isAllow(s))
                    && statements.stream()
                        .noneMatch(s -> isAbout(s, action) && !isAllow(s) && isUnlimited(s)));
  }

  private static boolean isAllow(JsonNode statement) {
    return statement.path("Effect").asText().equals("Allow");
  }

  private static boolean isAbout(JsonNode statement, String action) {
    boolean inverted = statement.has("NotAction");
    return texts(statement.path(inverted ? "NotAction" : "Action")).stream()
            .anyMatch(pattern -> matches(pattern, action))
        != inverted;
  }

  private static boolean matches(String pattern, String action) {
    return Wildcards.covers(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
  }

  /** Whether it is about every call. */
  private static boolean isUnlimited(JsonNode statement) {
    var principal = statement.path("Principal");
    return texts(principal.isObject() ? principal.path("AWS") : principal).contains("*")
        && texts(statement.path("Resource")).contains("*")
        && statement.path("Condition").properties().stream()
            .allMatch(operator -> operator.getValue().isEmpty());
  }

  /** Of one text or a list of some; numbers and booleans as they are written; else none. */
  static List<String> texts(JsonNode node) {
    if (node.isTextual() || node.isNumber() || node.isBoolean()) {
      return List.of(node.asText());
    }
    var texts = new ArrayList<String>();
    if (node.isArray()) {
      node.forEach(each -> texts.addAll(texts(each)));
    }
    return List.copyOf(texts);
  }
}
