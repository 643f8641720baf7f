package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The events of one source, in the order of their times. Keeps the newest {@value #MOST_EVENTS}.
 */
final class LogStream {
  private static final int MOST_EVENTS = 100_000;

  private final String name;
  private final String arn;
  private final Instant createdAt;
  private final NavigableMap<String, LogEvent> events = new TreeMap<>();
  private long bytes;
  private long ingestedAt;

  LogStream(String name, String arn, Instant createdAt) {
    this.name = name;
    this.arn = arn;
    this.createdAt = createdAt;
  }

  String name() {
    return name;
  }

  void add(LogEvent event) {
    events.put(event.key(), event);
    bytes += event.size();
    ingestedAt = event.ingestedAt();
    if (events.size() > MOST_EVENTS) {
      remove(events.firstKey());
    }
  }

  /** Forgets what is older than a time in milliseconds since 1970. */
  void expire(long oldest) {
    while (!events.isEmpty() && events.firstEntry().getValue().timestamp() < oldest) {
      remove(events.firstKey());
    }
  }

  /** By {@link LogEvent#key()}; not to be changed. */
  NavigableMap<String, LogEvent> events() {
    return events;
  }

  long storedBytes() {
    return bytes;
  }

  /** 0 without events. */
  long lastEventTime() {
    return events.isEmpty() ? 0 : events.lastEntry().getValue().timestamp();
  }

  ObjectNode json() {
    var json = Json.object().put("logStreamName", name);
    json.put("creationTime", createdAt.toEpochMilli());
    if (!events.isEmpty()) {
      json.put("firstEventTimestamp", events.firstEntry().getValue().timestamp());
      json.put("lastEventTimestamp", lastEventTime());
      json.put("lastIngestionTime", ingestedAt);
    }
    return json.put("uploadSequenceToken", Json.SEQUENCE_TOKEN)
        .put("arn", arn)
        .put("storedBytes", 0);
  }

  SavedLogs.Stream saved() {
    return new SavedLogs.Stream(name, createdAt, List.copyOf(events.values()));
  }

  private void remove(String key) {
    var removed = events.remove(key);
    bytes -= removed == null ? 0 : removed.size();
  }
}
