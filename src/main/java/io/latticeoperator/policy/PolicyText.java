package io.latticeoperator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.policy.Statement.Effect;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Clauses as IAM JSON. */
final class PolicyText {
  /** Quota of VPC Lattice, fixed: 10 KB (user guide: quotas). */
  static final int MOST_BYTES = 10 * 1024;

  static final String VERSION = "2012-10-17";
  static final String INVOKE = "vpc-lattice-svcs:Invoke";

  /** What a policy without any clause is: an empty one cannot be stored. */
  private static final Clause NOBODY = Clause.of(Effect.DENY, Map.of());

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PolicyText() {}

  /** A policy of one line. */
  static String of(List<Clause> clauses) {
    var texts = new TreeSet<String>();
    (clauses.isEmpty() ? List.of(NOBODY) : clauses)
        .forEach(clause -> texts.add(of(clause).toString()));
    return "{\"Version\":\"" + VERSION + "\",\"Statement\":[" + String.join(",", texts) + "]}";
  }

  static int bytes(String document) {
    return document.getBytes(StandardCharsets.UTF_8).length;
  }

  /** One statement, as {@link CanonicalPolicy} would have it. */
  static ObjectNode of(Clause clause) {
    var statement = JSON.objectNode();
    statement.put("Effect", clause.effect() == Effect.ALLOW ? "Allow" : "Deny");
    if (clause.principals().isEmpty()) {
      statement.put("Principal", "*");
    } else {
      statement.putObject("Principal").set("AWS", texts(clause.principals()));
    }
    statement.put("Action", INVOKE);
    statement.put("Resource", "*");
    if (!clause.conditions().isEmpty()) {
      // without wildcards both mean the same, and one operator is shorter than two
      boolean wild =
          clause.conditions().values().stream()
              .anyMatch(values -> values.stream().anyMatch(Wildcards::present));
      var conditions =
          statement.putObject("Condition").putObject(wild ? "StringLike" : "StringEquals");
      clause
          .conditions()
          .forEach(
              (key, values) ->
                  conditions.set(
                      key, texts(values.stream().map(PolicyText::literal).sorted().toList())));
    }
    return statement;
  }

  /** One text stands for a list of one. */
  static JsonNode texts(Collection<String> texts) {
    if (texts.size() == 1) {
      return JSON.textNode(texts.iterator().next());
    }
    var list = JSON.arrayNode();
    texts.forEach(list::add);
    return list;
  }

  /** What would be a policy variable is not one. */
  private static String literal(String value) {
    return value.replace("${", "${$}{");
  }
}
