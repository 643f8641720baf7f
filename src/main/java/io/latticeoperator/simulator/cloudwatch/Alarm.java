package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A metric alarm.
 *
 * @param configuration as DescribeAlarms shows it; not to be changed
 */
record Alarm(
    Place place, String name, ObjectNode configuration, Rule rule, Instant updatedAt, State state) {

  String arn() {
    return arn(place, name);
  }

  static String arn(Place place, String name) {
    return place.arn("cloudwatch", "alarm:" + name);
  }

  Alarm with(State changed) {
    return new Alarm(place, name, configuration, rule, updatedAt, changed);
  }

  /** Throws IllegalArgumentException for a configuration that no alarm can have. */
  static Alarm restored(SavedCloudWatch.MetricAlarm saved) {
    try {
      var input = new Input(saved.configuration(), "", Errors.VALIDATED);
      return new Alarm(
          saved.place(),
          saved.name(),
          saved.configuration(),
          AlarmInputs.rule(input),
          saved.updatedAt(),
          saved.state());
    } catch (ServiceRefusal refusal) {
      throw new IllegalArgumentException("Alarm %s: %s".formatted(saved.name(), refusal.text()));
    }
  }

  /** What DescribeAlarms tells. */
  ObjectNode json() {
    var json = Shapes.object().put("AlarmName", name).put("AlarmArn", arn());
    json.setAll(configuration);
    json.set("AlarmConfigurationUpdatedTimestamp", Shapes.seconds(updatedAt));
    json.put("StateValue", state.value().name()).put("StateReason", state.reason());
    if (!state.reasonData().isEmpty()) {
      json.put("StateReasonData", state.reasonData());
    }
    json.set("StateUpdatedTimestamp", Shapes.seconds(state.updatedAt()));
    json.set("StateTransitionedTimestamp", Shapes.seconds(state.transitionedAt()));
    return json;
  }

  /** The values of {@code StateValue}. */
  enum Value {
    OK,
    ALARM,
    INSUFFICIENT_DATA
  }

  /**
   * How an alarm stands.
   *
   * @param reasonData JSON; empty without
   * @param updatedAt the last time that it was set
   * @param transitionedAt the last time that the value became another one
   * @param evaluatedAt the last time that metrics were looked at
   */
  record State(
      Value value,
      String reason,
      String reasonData,
      Instant updatedAt,
      Instant transitionedAt,
      Instant evaluatedAt) {

    static State initial(Instant now) {
      return new State(
          Value.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "", now, now, now);
    }

    /** As it is when somebody or something sets it. */
    State set(Value changed, String why, String data, Instant now) {
      return new State(changed, why, data, now, changed == value ? transitionedAt : now, now);
    }

    /** After a look at the metrics that found nothing new. */
    State evaluated(Instant now) {
      return new State(value, reason, reasonData, updatedAt, transitionedAt, now);
    }
  }

  /** What a point that is not there counts as; the values of {@code TreatMissingData}. */
  enum Missing {
    BREACHING("breaching"),
    NOT_BREACHING("notBreaching"),
    IGNORE("ignore"),
    MISSING("missing");

    private final String wireName;

    Missing(String wireName) {
      this.wireName = wireName;
    }

    static List<String> names() {
      return List.of("breaching", "notBreaching", "ignore", "missing");
    }

    static Missing named(String name) {
      return List.of(values()).stream()
          .filter(each -> each.wireName.equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** When a value is on the wrong side of the threshold. */
  enum Comparison {
    GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold", "greater than or equal to"),
    GREATER("GreaterThanThreshold", "greater than"),
    LESS("LessThanThreshold", "less than"),
    LESS_OR_EQUAL("LessThanOrEqualToThreshold", "less than or equal to");

    private final String wireName;
    private final String words;

    Comparison(String wireName, String words) {
      this.wireName = wireName;
      this.words = words;
    }

    static Optional<Comparison> named(String name) {
      return List.of(values()).stream().filter(each -> each.wireName.equals(name)).findFirst();
    }

    String words() {
      return words;
    }

    boolean breaches(double value, double threshold) {
      return switch (this) {
        case GREATER_OR_EQUAL -> value >= threshold;
        case GREATER -> value > threshold;
        case LESS -> value < threshold;
        case LESS_OR_EQUAL -> value <= threshold;
      };
    }
  }

  /**
   * When it is in alarm.
   *
   * @param queries of which {@code watched} is compared with the threshold
   * @param period in seconds
   * @param periods the last ones that count
   * @param datapointsToAlarm how many of them have to breach
   */
  record Rule(
      MetricQueries queries,
      String watched,
      int period,
      int periods,
      int datapointsToAlarm,
      double threshold,
      Comparison comparison,
      Missing missing) {

    /** The values of the metric, from {@code start} until before {@code end}. */
    Map<Instant, Double> values(MetricStore store, Place place, Instant start, Instant end) {
      return queries.values(store, place, start, end).getOrDefault(watched, new TreeMap<>());
    }
  }
}
