package io.latticeoperator.simulator.iam;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operators of conditions. A negated one is told by whether its opposite finds a value. */
enum Operator {
  STRING_EQUALS("StringEquals", Comparison.TEXT, false),
  STRING_NOT_EQUALS("StringNotEquals", Comparison.TEXT, true),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Comparison.FOLDED_TEXT, false),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Comparison.FOLDED_TEXT, true),
  STRING_LIKE("StringLike", Comparison.PATTERN, false),
  STRING_NOT_LIKE("StringNotLike", Comparison.PATTERN, true),
  NUMERIC_EQUALS("NumericEquals", Comparison.number(order -> order == 0), false),
  NUMERIC_NOT_EQUALS("NumericNotEquals", Comparison.number(order -> order == 0), true),
  NUMERIC_LESS_THAN("NumericLessThan", Comparison.number(order -> order < 0), false),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Comparison.number(order -> order <= 0), false),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Comparison.number(order -> order > 0), false),
  NUMERIC_GREATER_THAN_EQUALS(
      "NumericGreaterThanEquals", Comparison.number(order -> order >= 0), false),
  DATE_EQUALS("DateEquals", Comparison.date(order -> order == 0), false),
  DATE_NOT_EQUALS("DateNotEquals", Comparison.date(order -> order == 0), true),
  DATE_LESS_THAN("DateLessThan", Comparison.date(order -> order < 0), false),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", Comparison.date(order -> order <= 0), false),
  DATE_GREATER_THAN("DateGreaterThan", Comparison.date(order -> order > 0), false),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Comparison.date(order -> order >= 0), false),
  BOOL("Bool", Comparison.FLAG, false),
  BINARY_EQUALS("BinaryEquals", Comparison.TEXT, false),
  IP_ADDRESS("IpAddress", Comparison.ADDRESS, false),
  NOT_IP_ADDRESS("NotIpAddress", Comparison.ADDRESS, true),
  ARN_EQUALS("ArnEquals", Comparison.ARN, false),
  ARN_LIKE("ArnLike", Comparison.ARN, false),
  ARN_NOT_EQUALS("ArnNotEquals", Comparison.ARN, true),
  ARN_NOT_LIKE("ArnNotLike", Comparison.ARN, true),
  /** Whether the key is absent; the only one that does not look at its values. */
  NULL("Null", Comparison.FLAG, false);

  private static final Map<String, Operator> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(each -> each.wireName, Function.identity()));

  private final String wireName;
  private final Comparison comparison;
  private final boolean negated;

  Operator(String wireName, Comparison comparison, boolean negated) {
    this.wireName = wireName;
    this.comparison = comparison;
    this.negated = negated;
  }

  /** Null for a name that no operator has; names are told apart by case. */
  static @Nullable Operator named(String name) {
    return BY_NAME.get(name);
  }

  boolean negated() {
    return negated;
  }

  /** Whether a policy may compare with that. */
  boolean accepts(Template wanted) {
    return comparison.accepts(wanted.text());
  }

  /** Of the operator without its negation. */
  boolean matches(String value, Template wanted, RequestContext context) {
    return comparison.matches(value, wanted, context);
  }
}
