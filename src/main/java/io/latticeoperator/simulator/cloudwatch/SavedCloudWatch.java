package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.RecordJson;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dashboards, alarms and their tags, as they are kept over a restart; metrics are not. */
record SavedCloudWatch(
    List<Board> dashboards, List<MetricAlarm> alarms, Map<String, Map<String, String>> tags) {
  SavedCloudWatch {
    dashboards = List.copyOf(dashboards);
    alarms = List.copyOf(alarms);
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /** A dashboard. */
  record Board(String account, String name, String body, Instant modifiedAt) {}

  /** An alarm. */
  record MetricAlarm(
      Place place, String name, ObjectNode configuration, Instant updatedAt, Alarm.State state) {}

  JsonNode json() {
    return RecordJson.write(this);
  }

  /** Throws IllegalArgumentException for what {@link #json} never gave. */
  static SavedCloudWatch read(JsonNode json) {
    return RecordJson.read(json, SavedCloudWatch.class);
  }
}
