package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The operations that write and read events. */
final class EventOperations {
  private static final int MOST_EVENTS = 10_000;
  private static final int LARGEST_BATCH = 1_048_576;
  private static final int MOST_STREAMS = 100;
  private static final Duration LONGEST_SPAN = Duration.ofHours(24);
  private static final Duration NEWEST = Duration.ofHours(2);
  private static final Duration OLDEST = Duration.ofDays(14);
  private static final Pattern POSITION = Pattern.compile("([fb])/(\\d{19}-\\d{19})");
  private static final String START = "%019d-%019d".formatted(0, 0);

  private final LogStore store;
  private final Clock clock;

  EventOperations(LogStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "PutLogEvents", Operation.writing(GroupOperations.about(store, "PutLogEvents"), this::put),
        "GetLogEvents", Operation.reading(GroupOperations.about(store, "GetLogEvents"), this::get),
        "FilterLogEvents",
            Operation.reading(GroupOperations.about(store, "FilterLogEvents"), this::filter));
  }

  /** What a batch has, before it is known what of it is taken. */
  private record Line(long timestamp, String message) {}

  private ObjectNode put(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var streamName = LogStore.streamName(input);
    var lines = lines(input);
    var group = store.named(call, input);
    var now = clock.now();
    var stream = group.streams(now).get(streamName);
    if (stream == null) {
      throw Errors.noStream();
    }
    long newest = now.plus(NEWEST).toEpochMilli();
    long oldest = now.minus(OLDEST).toEpochMilli();
    long expired =
        group.retention().map(kept -> now.minus(kept).toEpochMilli()).orElse(Long.MIN_VALUE);
    for (var line : lines) {
      if (line.timestamp() <= newest && line.timestamp() >= Math.max(oldest, expired)) {
        group.add(stream, line.timestamp(), line.message(), now);
      }
    }
    var output = Json.object().put("nextSequenceToken", Json.SEQUENCE_TOKEN);
    var rejected = Json.object();
    int tooNew = before(lines, newest + 1);
    int tooOld = before(lines, oldest);
    int tooLate = before(lines, expired);
    if (tooNew < lines.size()) {
      rejected.put("tooNewLogEventStartIndex", tooNew);
    }
    if (tooOld > 0) {
      rejected.put("tooOldLogEventEndIndex", tooOld);
    }
    if (tooLate > 0) {
      rejected.put("expiredLogEventEndIndex", tooLate);
    }
    if (!rejected.isEmpty()) {
      output.set("rejectedLogEventsInfo", rejected);
    }
    return output;
  }

  private static List<Line> lines(Input input) {
    var lines = new ArrayList<Line>();
    long bytes = 0;
    for (var event : input.structures("logEvents", MOST_EVENTS)) {
      long timestamp =
          event.milliseconds("timestamp").orElseThrow(() -> event.missing("timestamp"));
      var message = event.required("message", LARGEST_BATCH);
      if (!lines.isEmpty() && timestamp < lines.getLast().timestamp()) {
        throw input.invalid(
            "Log events in a single PutLogEvents request must be in chronological order.");
      }
      lines.add(new Line(timestamp, message));
      bytes += LogEvent.size(message);
    }
    if (lines.isEmpty()) {
      throw input.missing("logEvents");
    }
    if (bytes > LARGEST_BATCH) {
      throw input.invalid(
          "Upload too large: %d bytes exceeds limit of %d".formatted(bytes, LARGEST_BATCH));
    }
    if (lines.getLast().timestamp() - lines.getFirst().timestamp() > LONGEST_SPAN.toMillis()) {
      throw input.invalid(
          "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
    }
    return lines;
  }

  private static int before(List<Line> lines, long timestamp) {
    return (int) lines.stream().filter(line -> line.timestamp() < timestamp).count();
  }

  private ObjectNode get(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var streamName = LogStore.streamName(input);
    var stream = store.identified(call, input).streams(clock.now()).get(streamName);
    if (stream == null) {
      throw Errors.noStream();
    }
    int limit = input.whole("limit", 1, MOST_EVENTS).orElse(MOST_EVENTS);
    var all =
        between(stream.events(), input.milliseconds("startTime"), input.milliseconds("endTime"));
    var token = input.text("nextToken");
    boolean isForward = input.flag("startFromHead", false);
    NavigableMap<String, LogEvent> rest = all;
    var position = START;
    if (token.isPresent()) {
      var matcher = POSITION.matcher(token.get());
      if (!matcher.matches()) {
        throw Errors.foreignToken();
      }
      isForward = matcher.group(1).equals("f");
      position = matcher.group(2);
      rest = isForward ? all.tailMap(position, false) : all.headMap(position, false);
    }
    var ordered = isForward ? rest : rest.descendingMap();
    var page = new TreeMap<String, LogEvent>();
    ordered.entrySet().stream()
        .limit(limit)
        .forEach(event -> page.put(event.getKey(), event.getValue()));
    var output = Json.object();
    var events = output.putArray("events");
    page.values().forEach(event -> events.add(json(event)));
    return output
        .put("nextForwardToken", "f/" + (page.isEmpty() ? position : page.lastKey()))
        .put("nextBackwardToken", "b/" + (page.isEmpty() ? position : page.firstKey()));
  }

  private ObjectNode filter(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var group = store.identified(call, input);
    var names = input.texts("logStreamNames", MOST_STREAMS);
    var prefix = input.text("logStreamNamePrefix");
    if (!names.isEmpty() && prefix.isPresent()) {
      throw input.invalid(
          "logStreamNamePrefix and logStreamNames are mutually exclusive parameters.");
    }
    var streams = group.streams(clock.now());
    if (!streams.keySet().containsAll(names)) {
      throw Errors.noStream();
    }
    var pattern = FilterPattern.parse(input.text("filterPattern").orElse(""));
    var end = input.milliseconds("endTime");
    var found = new TreeMap<String, ObjectNode>();
    for (var stream : streams.values()) {
      boolean isMeant =
          names.isEmpty()
              ? stream.name().startsWith(prefix.orElse(""))
              : names.contains(stream.name());
      if (isMeant) {
        between(
                stream.events(),
                input.milliseconds("startTime"),
                end.isPresent()
                    ? OptionalLong.of(Math.min(end.getAsLong(), Long.MAX_VALUE - 1) + 1)
                    : end)
            .forEach(
                (key, event) -> {
                  if (pattern.matches(event.message())) {
                    found.put(key, found(stream.name(), event));
                  }
                });
      }
    }
    var page =
        Page.of(
            found,
            input.text("nextToken").orElse(null),
            input.whole("limit", 1, MOST_EVENTS).orElse(MOST_EVENTS),
            Errors::foreignToken);
    var output = Json.object();
    var events = output.putArray("events");
    page.items().forEach(events::add);
    output.putArray("searchedLogStreams");
    page.putNext(output, "nextToken");
    return output;
  }

  private static ObjectNode found(String stream, LogEvent event) {
    var found = Json.object().put("logStreamName", stream);
    found.setAll(json(event));
    return found.put("eventId", event.key().replace("-", ""));
  }

  private static ObjectNode json(LogEvent event) {
    return Json.object()
        .put("timestamp", event.timestamp())
        .put("message", event.message())
        .put("ingestionTime", event.ingestedAt());
  }

  /**
   * @param start the first millisecond
   * @param end the millisecond after the last one
   */
  private static NavigableMap<String, LogEvent> between(
      NavigableMap<String, LogEvent> events, OptionalLong start, OptionalLong end) {
    if (end.isPresent() && start.orElse(0) >= end.getAsLong()) {
      return new TreeMap<>();
    }
    var from = start.isPresent() ? events.tailMap(key(start.getAsLong()), true) : events;
    return end.isPresent() ? from.headMap(key(end.getAsLong()), false) : from;
  }

  private static String key(long timestamp) {
    return "%019d-".formatted(timestamp);
  }
}
