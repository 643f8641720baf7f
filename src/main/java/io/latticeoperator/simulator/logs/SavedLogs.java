package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.RecordJson;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All log groups and resource policies, as they are kept over a restart. */
record SavedLogs(List<Group> groups, List<Policy> policies) {
  SavedLogs {
    groups = List.copyOf(groups);
    policies = List.copyOf(policies);
  }

  /**
   * A group.
   *
   * @param retentionInDays null for ever
   * @param sequence of the event that came last
   */
  record Group(
      Place place,
      String name,
      ObjectNode configuration,
      Map<String, String> tags,
      Instant createdAt,
      @Nullable Integer retentionInDays,
      long sequence,
      List<Stream> streams) {
    Group {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
      streams = List.copyOf(streams);
    }
  }

  /** A stream with its events. */
  record Stream(String name, Instant createdAt, List<LogEvent> events) {
    Stream {
      events = List.copyOf(events);
    }
  }

  /** A resource policy, as it is told. */
  record Policy(Place place, String name, ObjectNode policy) {}

  JsonNode json() {
    return RecordJson.write(this);
  }

  /** Throws IllegalArgumentException for what {@link #json} never gave. */
  static SavedLogs read(JsonNode json) {
    return RecordJson.read(json, SavedLogs.class);
  }
}
