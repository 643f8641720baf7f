package io.latticeoperator.simulator.logs;

import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one {@link JsonCondition}: {@code ||} binds less than {@code &&}. */
final class JsonConditionReader {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\"[^\"]*\"|&&|\\|\\||!=|<=|>=|[=<>()]|[^\\s=<>()&|!\"]+)");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,15})?");
  private static final Pattern PATH = Pattern.compile("\\$(\\.[\\w@-]+|\\[\\d{1,4}])+");
  private static final int DEEPEST = 50;

  private final Tokens tokens;
  private int depth;

  JsonConditionReader(String text) {
    this.tokens = new Tokens(TOKEN, text.strip(), JsonConditionReader::malformed);
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  JsonCondition whole() {
    var condition = either();
    if (tokens.peek().isPresent()) {
      throw malformed();
    }
    return condition;
  }

  private JsonCondition either() {
    if (++depth > DEEPEST) {
      throw malformed();
    }
    var condition = both();
    while (tokens.accept("||")) {
      condition = new JsonCondition.Either(condition, both());
    }
    depth--;
    return condition;
  }

  private JsonCondition both() {
    var condition = single();
    while (tokens.accept("&&")) {
      condition = new JsonCondition.Both(condition, single());
    }
    return condition;
  }

  private JsonCondition single() {
    if (tokens.accept("(")) {
      var condition = either();
      if (!tokens.accept(")")) {
        throw malformed();
      }
      return condition;
    }
    var path = path(tokens.take());
    var operator = tokens.take();
    return switch (operator.toUpperCase(Locale.ROOT)) {
      case "=", "!=" -> new JsonCondition.Compared(path, operator, unquoted(tokens.take()));
      case "<", "<=", ">", ">=" ->
          new JsonCondition.Compared(path, operator, number(tokens.take()));
      case "EXISTS" -> new JsonCondition.Compared(path, "EXISTS", "");
      case "NOT" -> word(path, "NOT", List.of("EXISTS"));
      case "IS" -> word(path, "IS", List.of("NULL", "TRUE", "FALSE"));
      default -> throw malformed();
    };
  }

  private JsonCondition word(List<String> path, String first, List<String> allowed) {
    var second = tokens.take().toUpperCase(Locale.ROOT);
    if (!allowed.contains(second)) {
      throw malformed();
    }
    return new JsonCondition.Compared(path, first + " " + second, "");
  }

  private static List<String> path(String text) {
    if (!PATH.matcher(text).matches()) {
      throw malformed();
    }
    return Stream.of(text.substring(1).split("[.\\[\\]]+"))
        .filter(step -> !step.isEmpty())
        .toList();
  }

  private static String unquoted(String text) {
    return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
  }

  private static String number(String text) {
    if (!isNumber(text)) {
      throw malformed();
    }
    return text;
  }

  private static ServiceRefusal malformed() {
    return new ServiceRefusal(Errors.INVALID, "Invalid filter pattern");
  }
}
