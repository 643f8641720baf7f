package io.latticeoperator.simulator.cloudwatch;

import io.latticeoperator.simulator.aws.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * A part of CloudWatch's metric math: numbers, ids of other queries, {@code + - * / ^},
 * parentheses, and the functions ABS, AVG, CEIL, FILL, FLOOR, MAX, METRICS, MIN and SUM.
 */
final class MetricMath {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|[A-Za-z]\\w*|\\S)");
  private static final int DEEPEST = 100;

  private final Tokens tokens;
  private final Function<String, MathValue.Series> byId;
  private final List<MathValue.Series> metrics;
  private int depth;

  private MetricMath(
      Tokens tokens, Function<String, MathValue.Series> byId, List<MathValue.Series> metrics) {
    this.tokens = tokens;
    this.byId = byId;
    this.metrics = metrics;
  }

  /** For an expression that is malformed, or more than the simulator can. */
  static final class Unreadable extends RuntimeException {
    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param byId the worth of another query; throws Unreadable for an id that is not there
   * @param metrics what {@code METRICS()} gives
   * @throws Unreadable for an expression that has no worth
   */
  static MathValue evaluate(
      String expression, Function<String, MathValue.Series> byId, List<MathValue.Series> metrics) {
    var tokens =
        new Tokens(TOKEN, expression, () -> new Unreadable("The expression ends too early"));
    var math = new MetricMath(tokens, byId, metrics);
    var value = math.sum();
    var rest = tokens.peek();
    if (rest.isPresent()) {
      throw new Unreadable("Unexpected '%s'".formatted(rest.get()));
    }
    return value;
  }

  private MathValue sum() {
    if (++depth > DEEPEST) {
      throw new Unreadable("The expression is too deep");
    }
    var value = product();
    while (true) {
      if (tokens.accept("+")) {
        value = value.combine(product(), Double::sum);
      } else if (tokens.accept("-")) {
        value = value.combine(product(), (left, right) -> left - right);
      } else {
        depth--;
        return value;
      }
    }
  }

  private MathValue product() {
    var value = power();
    while (true) {
      if (tokens.accept("*")) {
        value = value.combine(power(), (left, right) -> left * right);
      } else if (tokens.accept("/")) {
        value = value.combine(power(), (left, right) -> left / right);
      } else {
        return value;
      }
    }
  }

  private MathValue power() {
    boolean isNegative = false;
    while (tokens.accept("-")) {
      isNegative = !isNegative;
    }
    var value = operand();
    if (tokens.accept("^")) {
      value = value.combine(operand(), Math::pow);
    }
    return isNegative ? value.map(number -> -number) : value;
  }

  private MathValue operand() {
    var token = tokens.take();
    if (token.equals("(")) {
      var value = sum();
      expect(")");
      return value;
    }
    if (Character.isDigit(token.charAt(0))) {
      return new MathValue.Scalar(Double.parseDouble(token));
    }
    if (!Character.isLetter(token.charAt(0))) {
      throw new Unreadable("Unexpected '%s'".formatted(token));
    }
    return tokens.accept("(") ? function(token, arguments()) : byId.apply(token);
  }

  private List<MathValue> arguments() {
    var arguments = new ArrayList<MathValue>();
    if (tokens.accept(")")) {
      return arguments;
    }
    do {
      arguments.add(sum());
    } while (tokens.accept(","));
    expect(")");
    return arguments;
  }

  private MathValue function(String name, List<MathValue> arguments) {
    int wanted =
        switch (name) {
          case "METRICS" -> 0;
          case "FILL" -> 2;
          default -> 1;
        };
    if (arguments.size() != wanted) {
      throw new Unreadable("%s takes %d arguments".formatted(name, wanted));
    }
    return switch (name) {
      case "METRICS" -> new MathValue.Group(metrics);
      case "FILL" -> fill(arguments.get(0), arguments.get(1));
      case "ABS" -> arguments.getFirst().map(Math::abs);
      case "CEIL" -> arguments.getFirst().map(Math::ceil);
      case "FLOOR" -> arguments.getFirst().map(Math::floor);
      case "SUM" -> reduced(arguments.getFirst(), DoubleStream::sum);
      case "AVG" -> reduced(arguments.getFirst(), all -> all.average().orElse(Double.NaN));
      case "MIN" -> reduced(arguments.getFirst(), all -> all.min().orElse(Double.NaN));
      case "MAX" -> reduced(arguments.getFirst(), all -> all.max().orElse(Double.NaN));
      default -> throw new Unreadable("The simulator does not have the function " + name);
    };
  }

  /** A group becomes one series; a series becomes one number. */
  private static MathValue reduced(MathValue value, ToDoubleFunction<DoubleStream> reduction) {
    return switch (value) {
      case MathValue.Scalar scalar -> scalar;
      case MathValue.Series series ->
          new MathValue.Scalar(
              reduction.applyAsDouble(
                  series.points().values().stream().mapToDouble(Double::doubleValue)));
      case MathValue.Group group -> {
        var points = new TreeMap<Instant, Double>();
        MathValue.aligned(group.members())
            .forEach(
                (at, values) ->
                    points.put(
                        at,
                        reduction.applyAsDouble(values.stream().mapToDouble(Double::doubleValue))));
        yield new MathValue.Series(points);
      }
    };
  }

  /** Gives the series a number wherever any metric of the request has one. */
  private MathValue fill(MathValue series, MathValue filler) {
    if (!(series instanceof MathValue.Series holed)
        || !(filler instanceof MathValue.Scalar(double number))) {
      throw new Unreadable("FILL takes a metric and a number");
    }
    var filled = new TreeMap<Instant, Double>();
    MathValue.aligned(metrics).keySet().forEach(at -> filled.put(at, number));
    filled.putAll(holed.points());
    return new MathValue.Series(filled);
  }

  private void expect(String token) {
    if (!tokens.accept(token)) {
      throw new Unreadable("'%s' is missing".formatted(token));
    }
  }
}
