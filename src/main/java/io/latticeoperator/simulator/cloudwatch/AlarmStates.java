package io.latticeoperator.simulator.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds out how alarms stand, by replaying the looks at the metrics that CloudWatch would have
 * taken since the last one. Missing points are treated as in the user guide, "Configuring how
 * CloudWatch alarms treat missing data": two periods more than configured are looked at, and of
 * these the newest points that are there.
 */
final class AlarmStates {
  private static final int EXTRA_PERIODS = 2;
  private static final int MOST_LOOKS = 1500;

  private final MetricStore store;
  private final Duration interval;

  /**
   * @param interval between two looks, at least a second
   */
  AlarmStates(MetricStore store, Duration interval) {
    this.store = store;
    this.interval = interval;
  }

  /** How the alarm stands now. */
  Alarm.State at(Instant now, Alarm alarm) {
    int period = alarm.rule().period();
    var state = alarm.state();
    var oldest = now.minusSeconds((long) period * MOST_LOOKS);
    var from = state.evaluatedAt().isBefore(oldest) ? oldest : state.evaluatedAt();
    var last = floor(now, interval.toSeconds());
    var look = next(from, interval.toSeconds());
    while (!look.isAfter(last)) {
      state = evaluated(alarm.with(state), look);
      var periodEnd = next(look, period);
      var following = next(periodEnd.minusNanos(1), interval.toSeconds());
      look = following.isAfter(last) && look.isBefore(last) ? last : following;
    }
    return state;
  }

  /**
   * Looks once, for the sake of finding out whether that is possible.
   *
   * @throws MetricMath.Unreadable when an expression cannot be understood
   */
  void check(Alarm alarm, Instant now) {
    evaluated(alarm, now);
  }

  private Alarm.State evaluated(Alarm alarm, Instant now) {
    var rule = alarm.rule();
    var end = floor(now, rule.period());
    var start = end.minusSeconds((long) rule.period() * (rule.periods() + EXTRA_PERIODS));
    var points = new ArrayList<>(rule.values(store, alarm.place(), start, end).values());
    var newest = points.subList(Math.max(0, points.size() - rule.periods()), points.size());
    return verdict(rule, alarm.state(), newest, now);
  }

  private static Alarm.State verdict(
      Alarm.Rule rule, Alarm.State state, List<Double> points, Instant now) {
    long breaching =
        points.stream()
            .filter(value -> rule.comparison().breaches(value, rule.threshold()))
            .count();
    int absent = rule.periods() - points.size();
    long fillers = rule.missing() == Alarm.Missing.BREACHING ? absent : 0;
    boolean onlyBreaching = !points.isEmpty() && breaching == points.size();
    if (breaching + fillers >= rule.datapointsToAlarm()) {
      return changed(state, Alarm.Value.ALARM, reason(rule, points, absent, true), now);
    }
    return switch (rule.missing()) {
      case BREACHING, NOT_BREACHING ->
          changed(state, Alarm.Value.OK, reason(rule, points, absent, false), now);
      case IGNORE ->
          points.isEmpty() || (onlyBreaching && absent > 0)
              ? state.evaluated(now)
              : changed(state, Alarm.Value.OK, reason(rule, points, absent, false), now);
      case MISSING -> {
        if (points.isEmpty()) {
          var reason = "Insufficient Data: %d datapoints were unknown.".formatted(absent);
          yield changed(state, Alarm.Value.INSUFFICIENT_DATA, reason, now);
        }
        yield onlyBreaching && absent > 0
            ? changed(state, Alarm.Value.ALARM, reason(rule, points, absent, true), now)
            : changed(state, Alarm.Value.OK, reason(rule, points, absent, false), now);
      }
    };
  }

  private static Alarm.State changed(
      Alarm.State state, Alarm.Value value, String reason, Instant now) {
    return value == state.value() ? state.evaluated(now) : state.set(value, reason, "", now);
  }

  private static String reason(
      Alarm.Rule rule, List<Double> points, int absent, boolean isBreaching) {
    if (points.isEmpty()) {
      return "Threshold Crossed: no datapoints were received for %d periods and %d missing datapoints were treated as [%s]."
          .formatted(absent, absent, isBreaching ? "Breaching" : "NonBreaching");
    }
    var one = points.size() == 1;
    return String.format(
        Locale.ROOT,
        "Threshold Crossed: %d datapoint%s %s %s%s %s the threshold (%s).",
        points.size(),
        one ? "" : "s",
        points,
        one ? "was" : "were",
        isBreaching ? "" : " not",
        rule.comparison().words(),
        rule.threshold());
  }

  private static Instant floor(Instant at, long seconds) {
    long second = at.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, seconds));
  }

  /** The first multiple after a time. */
  private static Instant next(Instant at, long seconds) {
    return floor(at, seconds).plusSeconds(seconds);
  }
}
