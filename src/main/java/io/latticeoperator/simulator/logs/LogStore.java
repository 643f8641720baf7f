package io.latticeoperator.simulator.logs;

import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The log groups of all accounts and regions. For one call at a time. */
final class LogStore {
  private static final Pattern NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
  private static final Pattern STREAM = Pattern.compile("[^:*]{1,512}");
  private static final int LONGEST = 512;

  private final Map<Place, NavigableMap<String, LogGroup>> places = new HashMap<>();

  NavigableMap<String, LogGroup> groups(Place place) {
    return places.computeIfAbsent(place, _ -> new TreeMap<>());
  }

  Optional<LogGroup> find(Place place, String name) {
    return Optional.ofNullable(groups(place).get(name));
  }

  /** The group that {@code logGroupName} names. */
  LogGroup named(ServiceCall call, Input input) {
    return find(Place.of(call.caller()), groupName(input)).orElseThrow(Errors::noGroup);
  }

  /** The group that either {@code logGroupName} or {@code logGroupIdentifier} means. */
  LogGroup identified(ServiceCall call, Input input) {
    var identifier = input.text("logGroupIdentifier");
    if (identifier.isPresent() == input.has("logGroupName")) {
      throw input.invalid(
          "Exactly one of logGroupName and logGroupIdentifier has to be specified.");
    }
    return identifier.isPresent()
        ? byArnOrName(Place.of(call.caller()), identifier.get())
        : named(call, input);
  }

  /** Takes an ARN with or without the asterisk at its end. */
  LogGroup byArnOrName(Place place, String identifier) {
    var bare =
        identifier.endsWith(":*") ? identifier.substring(0, identifier.length() - 2) : identifier;
    return groups(place).values().stream()
        .filter(group -> group.name().equals(bare) || group.arn().equals(bare))
        .findFirst()
        .orElseThrow(Errors::noGroup);
  }

  /** The tags of a place's groups that have any, by ARN. */
  SortedMap<String, SortedMap<String, String>> tags(Place place) {
    var tags = new TreeMap<String, SortedMap<String, String>>();
    for (var group : groups(place).values()) {
      if (!group.tags().isEmpty()) {
        tags.put(group.arn(), new TreeMap<>(group.tags()));
      }
    }
    return tags;
  }

  List<SavedLogs.Group> saved() {
    return places.entrySet().stream()
        .sorted(Comparator.comparing(place -> place.getKey().toString()))
        .flatMap(place -> place.getValue().values().stream())
        .map(LogGroup::saved)
        .toList();
  }

  /** In place of all that is there. */
  void restore(List<LogGroup> groups) {
    places.clear();
    groups.forEach(group -> groups(group.place()).put(group.name(), group));
  }

  void clear() {
    places.clear();
  }

  static String groupName(Input input) {
    var name = input.required("logGroupName", LONGEST);
    if (!NAME.matcher(name).matches()) {
      throw pattern(input, "logGroupName", name, "[\\.\\-_/#A-Za-z0-9]+");
    }
    return name;
  }

  static String streamName(Input input) {
    var name = input.required("logStreamName", LONGEST);
    if (!STREAM.matcher(name).matches()) {
      throw pattern(input, "logStreamName", name, "[^:*]*");
    }
    return name;
  }

  private static ServiceRefusal pattern(Input input, String member, String value, String pattern) {
    return input.invalid(
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
            .formatted(value, member, pattern));
  }
}
