package io.latticeoperator.simulator.logs;

import io.latticeoperator.simulator.aws.ServiceRefusal;
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

  private final List<String> tokens;
  private int next;
  private int depth;

  JsonConditionReader(String text) {
    var matcher = TOKEN.matcher(text.strip());
    this.tokens = matcher.results().map(match -> match.group(1)).toList();
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  JsonCondition whole() {
    var condition = either();
    if (next < tokens.size()) {
      throw malformed();
    }
    return condition;
  }

  private JsonCondition either() {
    if (++depth > DEEPEST) {
      throw malformed();
    }
    var condition = both();
    while (accept("||")) {
      condition = new JsonCondition.Either(condition, both());
    }
    depth--;
    return condition;
  }

  private JsonCondition both() {
    var condition = single();
    while (accept("&&")) {
      condition = new JsonCondition.Both(condition, single());
    }
    return condition;
  }

  private JsonCondition single() {
    if (accept("(")) {
      var condition = either();
      if (!accept(")")) {
        throw malformed();
      }
      return condition;
    }
    var path = path(take());
    var operator = take();
    return switch (operator.toUpperCase(Locale.ROOT)) {
      case "=", "!=" -> new JsonCondition.Compared(path, operator, unquoted(take()));
      case "<", "<=", ">", ">=" -> new JsonCondition.Compared(path, operator, number(take()));
      case "EXISTS" -> new JsonCondition.Compared(path, "EXISTS", "");
      case "NOT" -> word(path, "NOT", List.of("EXISTS"));
      case "IS" -> word(path, "IS", List.of("NULL", "TRUE", "FALSE"));
      default -> throw malformed();
    };
  }

  private JsonCondition word(List<String> path, String first, List<String> allowed) {
    var second = take().toUpperCase(Locale.ROOT);
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

  private String take() {
    if (next == tokens.size()) {
      throw malformed();
    }
    return tokens.get(next++);
  }

  private boolean accept(String token) {
    boolean isNext = next < tokens.size() && tokens.get(next).equals(token);
    if (isNext) {
      next++;
    }
    return isNext;
  }

  private static ServiceRefusal malformed() {
    return new ServiceRefusal(Errors.INVALID, "Invalid filter pattern");
  }
}
