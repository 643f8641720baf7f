package io.latticeoperator.simulator.iam;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One key of one operator in a Condition element.
 *
 * @param ifExists whether it holds for a request without the key
 * @param wanted by the policy; one of them is enough, or none may be when the operator is negated
 */
record Condition(
    Operator operator, Quantifier quantifier, boolean ifExists, String key, List<Template> wanted) {
  private static final Pattern NAME =
      Pattern.compile("(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?");

  /** Of how many of the request's values it must hold. */
  enum Quantifier {
    /** Not said: the key is thought to have one value. */
    ONE,
    ALL,
    ANY
  }

  /**
   * @param name of the operator with its prefix and suffix
   * @throws MalformedPolicy for an operator that does not exist, and values that it cannot take
   */
  static Condition of(String element, String name, String key, List<Template> wanted) {
    var matcher = NAME.matcher(name);
    var operator = matcher.matches() ? Operator.named(matcher.group(2)) : null;
    boolean ifExists = operator != null && matcher.group(3) != null;
    if (operator == null || (ifExists && operator == Operator.NULL)) {
      throw new MalformedPolicy(element, "There is no condition operator " + name);
    }
    if (!key.matches("[^:\\s]+:.+")) {
      throw new MalformedPolicy(
          element + "." + key, "Conditions must be prefaced by a vendor, such as aws");
    }
    for (var value : wanted) {
      if (!operator.accepts(value)) {
        throw new MalformedPolicy(
            element + "." + key, "%s cannot compare with %s".formatted(name, value.text()));
      }
    }
    var prefix = matcher.group(1);
    var quantifier =
        prefix == null
            ? Quantifier.ONE
            : prefix.equals("ForAllValues") ? Quantifier.ALL : Quantifier.ANY;
    return new Condition(operator, quantifier, ifExists, key, List.copyOf(wanted));
  }

  boolean holds(RequestContext context) {
    var values = context.values(key);
    if (operator == Operator.NULL) {
      return wanted.stream()
          .anyMatch(value -> Boolean.parseBoolean(value.text()) == values.isEmpty());
    }
    if (values.isEmpty()) {
      return ifExists
          || switch (quantifier) {
            case ONE -> operator.negated();
            case ALL -> true;
            case ANY -> false;
          };
    }
    return switch (quantifier) {
      case ONE -> values.stream().anyMatch(value -> isWanted(value, context)) != operator.negated();
      case ALL -> values.stream().allMatch(value -> satisfies(value, context));
      case ANY -> values.stream().anyMatch(value -> satisfies(value, context));
    };
  }

  private boolean satisfies(String value, RequestContext context) {
    return isWanted(value, context) != operator.negated();
  }

  private boolean isWanted(String value, RequestContext context) {
    return wanted.stream().anyMatch(each -> operator.matches(value, each, context));
  }
}
