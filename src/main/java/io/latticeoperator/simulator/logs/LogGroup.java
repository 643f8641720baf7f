package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Streams with one retention, and tags. */
final class LogGroup {
  private final Place place;
  private final String name;
  private final ObjectNode configuration;
  private final Instant createdAt;
  private final NavigableMap<String, LogStream> streams = new TreeMap<>();
  private final SortedMap<String, String> tags;
  private OptionalInt retentionInDays = OptionalInt.empty();
  private long sequence;

  /**
   * @param configuration what DescribeLogGroups repeats of the input
   */
  LogGroup(
      Place place,
      String name,
      ObjectNode configuration,
      Map<String, String> tags,
      Instant createdAt) {
    this.place = place;
    this.name = name;
    this.configuration = configuration;
    this.tags = new TreeMap<>(tags);
    this.createdAt = createdAt;
  }

  Place place() {
    return place;
  }

  String name() {
    return name;
  }

  String arn() {
    return place.arn("logs", "log-group:" + name);
  }

  SortedMap<String, String> tags() {
    return tags;
  }

  /** By name, without what the retention does not keep. */
  NavigableMap<String, LogStream> streams(Instant now) {
    retention()
        .ifPresent(
            kept ->
                streams.values().forEach(stream -> stream.expire(now.minus(kept).toEpochMilli())));
    return streams;
  }

  /** How long events are kept; empty for ever. */
  Optional<Duration> retention() {
    return retentionInDays.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofDays(retentionInDays.getAsInt()));
  }

  /**
   * @param days empty for ever
   */
  void retain(OptionalInt days) {
    retentionInDays = days;
  }

  LogStream createStream(String stream, Instant now) {
    var created = new LogStream(stream, arn() + ":log-stream:" + stream, now);
    streams.put(stream, created);
    return created;
  }

  void add(LogStream stream, long timestamp, String message, Instant now) {
    stream.add(new LogEvent(++sequence, timestamp, message, now.toEpochMilli()));
  }

  ObjectNode json(Instant now) {
    var json = Json.object().put("logGroupName", name);
    json.put("creationTime", createdAt.toEpochMilli());
    retentionInDays.ifPresent(days -> json.put("retentionInDays", days));
    long bytes = streams(now).values().stream().mapToLong(LogStream::storedBytes).sum();
    json.put("metricFilterCount", 0).put("arn", arn() + ":*").put("storedBytes", bytes);
    json.setAll(configuration);
    return json.put("logGroupArn", arn());
  }

  SavedLogs.Group saved() {
    return new SavedLogs.Group(
        place,
        name,
        configuration.deepCopy(),
        tags,
        createdAt,
        retentionInDays.isEmpty() ? null : Integer.valueOf(retentionInDays.getAsInt()),
        sequence,
        streams.values().stream().map(LogStream::saved).toList());
  }

  static LogGroup restored(SavedLogs.Group saved) {
    var group =
        new LogGroup(
            saved.place(), saved.name(), saved.configuration(), saved.tags(), saved.createdAt());
    var days = saved.retentionInDays();
    group.retain(days == null ? OptionalInt.empty() : OptionalInt.of(days));
    group.sequence = saved.sequence();
    for (var stream : saved.streams()) {
      var created = group.createStream(stream.name(), stream.createdAt());
      stream.events().forEach(created::add);
    }
    return group;
  }
}
