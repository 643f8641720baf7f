package io.latticeoperator.simulator.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What an expression of metric math is worth. */
sealed interface MathValue {

  /** One number for all times. */
  record Scalar(double number) implements MathValue {}

  /** A number at each of some times. */
  record Series(NavigableMap<Instant, Double> points) implements MathValue {
    public Series {
      points = Collections.unmodifiableNavigableMap(points);
    }
  }

  /** Several series at once, as {@code METRICS()} gives. */
  record Group(List<Series> members) implements MathValue {
    public Group {
      members = List.copyOf(members);
    }
  }

  /** Applies {@code operator} to each number. */
  default MathValue map(DoubleUnaryOperator operator) {
    return switch (this) {
      case Scalar scalar -> new Scalar(operator.applyAsDouble(scalar.number()));
      case Series series -> {
        var mapped = new TreeMap<Instant, Double>();
        series.points().forEach((at, value) -> add(mapped, at, operator.applyAsDouble(value)));
        yield new Series(mapped);
      }
      case Group group ->
          new Group(group.members().stream().map(member -> (Series) member.map(operator)).toList());
    };
  }

  /** Applies {@code operator} where both have a number; where that gives none, there is none. */
  default MathValue combine(MathValue other, DoubleBinaryOperator operator) {
    return switch (this) {
      case Scalar scalar -> other.map(right -> operator.applyAsDouble(scalar.number(), right));
      case Series series ->
          switch (other) {
            case Scalar scalar -> map(left -> operator.applyAsDouble(left, scalar.number()));
            case Series right -> joined(series, right, operator);
            case Group right ->
                new Group(
                    right.members().stream()
                        .map(member -> joined(series, member, operator))
                        .toList());
          };
      case Group group ->
          new Group(
              group.members().stream()
                  .map(member -> (Series) member.combine(single(other), operator))
                  .toList());
    };
  }

  /** The numbers of several series at each time at which any has one. */
  static NavigableMap<Instant, List<Double>> aligned(List<Series> members) {
    var aligned = new TreeMap<Instant, List<Double>>();
    members.forEach(
        member ->
            member
                .points()
                .forEach(
                    (at, value) -> aligned.computeIfAbsent(at, _ -> new ArrayList<>()).add(value)));
    return aligned;
  }

  private static MathValue single(MathValue value) {
    if (value instanceof Group) {
      throw new MetricMath.Unreadable("Two lists of metrics cannot be combined");
    }
    return value;
  }

  private static Series joined(Series left, Series right, DoubleBinaryOperator operator) {
    var joined = new TreeMap<Instant, Double>();
    left.points()
        .forEach(
            (at, value) -> {
              var second = right.points().get(at);
              if (second != null) {
                add(joined, at, operator.applyAsDouble(value, second));
              }
            });
    return new Series(joined);
  }

  private static void add(NavigableMap<Instant, Double> to, Instant at, double value) {
    if (Double.isFinite(value)) {
      to.put(at, value);
    }
  }
}
