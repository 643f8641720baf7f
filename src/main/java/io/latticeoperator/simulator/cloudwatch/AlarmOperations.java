package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The operations on metric alarms. */
final class AlarmOperations {
  private static final int MOST_ALARMS = 5000;
  private static final int MOST_NAMES = 100;
  private static final int LONGEST_NAME = 255;
  private static final List<String> VALUES =
      Stream.of(Alarm.Value.values()).map(Enum::name).toList();

  private final Map<Place, NavigableMap<String, Alarm>> places = new HashMap<>();
  private final AlarmStates states;
  private final Clock clock;
  private final Tags tags;

  AlarmOperations(AlarmStates states, Clock clock, Tags tags) {
    this.states = states;
    this.clock = clock;
    this.tags = tags;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "PutMetricAlarm", Operation.writing(this::putting, this::put),
        "DescribeAlarms", Operation.reading(AlarmOperations::describing, this::describe),
        "DeleteAlarms", Operation.writing(this::deleting, this::delete),
        "SetAlarmState", Operation.writing(AlarmOperations::setting, this::set));
  }

  boolean exists(String arn) {
    return places.values().stream()
        .flatMap(alarms -> alarms.values().stream())
        .anyMatch(alarm -> alarm.arn().equals(arn));
  }

  List<SavedCloudWatch.MetricAlarm> saved() {
    return places.values().stream()
        .flatMap(alarms -> alarms.values().stream())
        .sorted(Comparator.comparing(Alarm::arn))
        .map(
            alarm ->
                new SavedCloudWatch.MetricAlarm(
                    alarm.place(),
                    alarm.name(),
                    alarm.configuration().deepCopy(),
                    alarm.updatedAt(),
                    alarm.state()))
        .toList();
  }

  /** In place of all that are there. */
  void restore(List<Alarm> alarms) {
    places.clear();
    for (var alarm : alarms) {
      places.computeIfAbsent(alarm.place(), _ -> new TreeMap<>()).put(alarm.name(), alarm);
    }
  }

  void clear() {
    places.clear();
  }

  Optional<String> state(Place place, String name) {
    return Optional.ofNullable(places.getOrDefault(place, new TreeMap<>()).get(name))
        .map(alarm -> states.at(clock.now(), alarm).value().name());
  }

  private List<Access> putting(ServiceCall call) {
    var arn = Alarm.arn(Place.of(call.caller()), call.input().path("AlarmName").asText());
    var keys = tags.keys(call, arn);
    var needs = new ArrayList<>(List.of(new Access("cloudwatch:PutMetricAlarm", arn, keys)));
    if (!call.input().path("Tags").isEmpty()) {
      needs.add(new Access("cloudwatch:TagResource", arn, keys));
    }
    return needs;
  }

  private static List<Access> describing(ServiceCall call) {
    return List.of(Access.to("cloudwatch:DescribeAlarms", Alarm.arn(Place.of(call.caller()), "*")));
  }

  private List<Access> deleting(ServiceCall call) {
    return Input.of(call, Errors.VALIDATED).texts("AlarmNames", MOST_NAMES).stream()
        .map(name -> Alarm.arn(Place.of(call.caller()), name))
        .map(arn -> new Access("cloudwatch:DeleteAlarms", arn, tags.keys(call, arn)))
        .toList();
  }

  private static List<Access> setting(ServiceCall call) {
    var name = call.input().path("AlarmName").asText();
    return List.of(Access.to("cloudwatch:SetAlarmState", Alarm.arn(Place.of(call.caller()), name)));
  }

  private NavigableMap<String, Alarm> of(ServiceCall call) {
    return places.computeIfAbsent(Place.of(call.caller()), _ -> new TreeMap<>());
  }

  private ObjectNode put(ServiceCall call) {
    var input = Input.of(call, Errors.VALIDATED);
    var name = input.required("AlarmName", LONGEST_NAME);
    var place = Place.of(call.caller());
    var now = clock.now();
    var alarms = of(call);
    var before = Optional.ofNullable(alarms.get(name));
    if (before.isEmpty() && alarms.size() >= MOST_ALARMS) {
      throw new ServiceRefusal(
          Errors.LIMIT_EXCEEDED, "The maximum of %d alarms is reached".formatted(MOST_ALARMS));
    }
    var rule = AlarmInputs.rule(input);
    var alarm =
        new Alarm(
            place,
            name,
            AlarmInputs.configuration(input),
            rule,
            now,
            before.map(Alarm::state).orElseGet(() -> Alarm.State.initial(now)));
    try {
      states.check(alarm, now);
    } catch (MetricMath.Unreadable unreadable) {
      throw input.invalid("Invalid metrics list: " + unreadable.getMessage());
    }
    alarms.put(name, alarm);
    if (before.isEmpty()) {
      tags.put(alarm.arn(), Tags.read(input));
    }
    return Shapes.object();
  }

  private ObjectNode describe(ServiceCall call) {
    var input = Input.of(call, Errors.VALIDATED);
    var now = clock.now();
    var alarms = of(call);
    alarms.replaceAll((name, alarm) -> alarm.with(states.at(now, alarm)));
    var found = new TreeMap<>(alarms);
    var names = input.texts("AlarmNames", MOST_NAMES);
    var prefix = input.text("AlarmNamePrefix");
    if (!names.isEmpty() && prefix.isPresent()) {
      throw input.invalid("AlarmNames and AlarmNamePrefix cannot be given together");
    }
    var value = input.oneOf("StateValue", VALUES);
    var types = input.texts("AlarmTypes", 2);
    var action = input.text("ActionPrefix");
    found
        .values()
        .removeIf(
            alarm ->
                (!names.isEmpty() && !names.contains(alarm.name()))
                    || prefix.filter(start -> !alarm.name().startsWith(start)).isPresent()
                    || value.filter(each -> !each.equals(alarm.state().value().name())).isPresent()
                    || (!types.isEmpty() && !types.contains("MetricAlarm"))
                    || action.filter(start -> !hasAction(alarm, start)).isPresent());
    var page =
        Page.of(
            found,
            input.text("NextToken").orElse(null),
            input.whole("MaxRecords", 1, MOST_NAMES).orElse(MOST_NAMES),
            () -> new ServiceRefusal(Errors.INVALID_TOKEN, "The next token is invalid."));
    var output = Shapes.object();
    output.putArray("CompositeAlarms");
    var list = output.putArray("MetricAlarms");
    page.items().forEach(alarm -> list.add(alarm.json()));
    page.putNext(output, "NextToken");
    return output;
  }

  private static boolean hasAction(Alarm alarm, String prefix) {
    var configuration = alarm.configuration();
    return Stream.of("OKActions", "AlarmActions", "InsufficientDataActions")
        .flatMap(member -> configuration.path(member).valueStream())
        .anyMatch(action -> action.asText().startsWith(prefix));
  }

  /** Names that are wrong do not protect the others; only when none is right it is an error. */
  private ObjectNode delete(ServiceCall call) {
    var input = Input.of(call, Errors.VALIDATED);
    var names = input.texts("AlarmNames", MOST_NAMES);
    if (names.isEmpty()) {
      throw input.missing("AlarmNames");
    }
    var alarms = of(call);
    if (names.stream().noneMatch(alarms::containsKey)) {
      throw new ServiceRefusal(Errors.NO_ALARM, "No alarm has one of the names " + names);
    }
    for (var name : names) {
      var removed = alarms.remove(name);
      if (removed != null) {
        tags.remove(removed.arn());
      }
    }
    return Shapes.object();
  }

  private ObjectNode set(ServiceCall call) {
    var input = Input.of(call, Errors.VALIDATED);
    var name = input.required("AlarmName", LONGEST_NAME);
    var value = input.oneOf("StateValue", VALUES).orElseThrow(() -> input.missing("StateValue"));
    var reason = input.text("StateReason").orElseThrow(() -> input.missing("StateReason"));
    var data = input.text("StateReasonData").orElse("");
    var now = clock.now();
    var alarms = of(call);
    var alarm = alarms.get(name);
    if (alarm == null) {
      throw new ServiceRefusal(Errors.NO_ALARM, "There is no alarm " + name);
    }
    if (!data.isEmpty() && !DashboardBody.isJson(data)) {
      throw new ServiceRefusal(Errors.INVALID_FORMAT, "StateReasonData is not valid JSON");
    }
    var state = states.at(now, alarm).set(Alarm.Value.valueOf(value), reason, data, now);
    alarms.put(name, alarm.with(state));
    return Shapes.object();
  }
}
