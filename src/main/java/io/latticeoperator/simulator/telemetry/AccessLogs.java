package io.latticeoperator.simulator.telemetry;

import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.dataplane.AccessRecord;
import io.latticeoperator.simulator.dataplane.Route;
import io.latticeoperator.simulator.logs.LogGroupArn;
import io.latticeoperator.simulator.logs.Logs;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes the lines to the log groups, after the lag. Only touched by the timeline's actions. */
final class AccessLogs {
  private static final int MOST_PENDING = 100_000;

  private final Deque<Pending> pending = new ArrayDeque<>();
  private final AccessLogLine lines;
  private final LogSubscriptions subscriptions;
  private final Logs logs;
  private final Timeline timeline;
  private final Duration lag;
  private boolean isScheduled;

  AccessLogs(
      World world, LogSubscriptions subscriptions, Logs logs, Timeline timeline, Duration lag) {
    this.lines = new AccessLogLine(world);
    this.subscriptions = subscriptions;
    this.logs = logs;
    this.timeline = timeline;
    this.lag = lag;
  }

  /** A line on its way. */
  private record Pending(Instant due, LogGroupArn group, String stream, Instant at, String line) {}

  /** False when too much is pending already: the record's lines are lost then. */
  boolean write(AccessRecord record, Route.Passage passage) {
    boolean ofService = write(record, passage, passage.service().id());
    boolean ofNetwork = write(record, passage, passage.network().id());
    return ofService && ofNetwork;
  }

  private boolean write(AccessRecord record, Route.Passage passage, String resourceId) {
    for (var destination : subscriptions.destinations(resourceId)) {
      var group = LogGroupArn.parse(destination);
      if (group.isPresent()) {
        if (pending.size() >= MOST_PENDING) {
          return false;
        }
        pending.add(pending(record, passage, resourceId, group.get()));
      }
    }
    schedule();
    return true;
  }

  private Pending pending(
      AccessRecord record, Route.Passage passage, String resourceId, LogGroupArn group) {
    return new Pending(
        record.start().plus(record.duration()).plus(lag),
        group,
        "VpcLattice/AccessLogs/%s/%s".formatted(group.place().region(), resourceId),
        record.start(),
        lines.of(record, passage).toString());
  }

  private void schedule() {
    var first = pending.peek();
    if (first != null && !isScheduled) {
      isScheduled = true;
      timeline.after(Duration.between(timeline.now(), first.due()), this::deliver);
    }
  }

  private void deliver() {
    isScheduled = false;
    var now = timeline.now();
    for (var next = pending.peek();
        next != null && !next.due().isAfter(now);
        next = pending.peek()) {
      pending.remove();
      logs.deliver(next.group(), next.stream(), next.at(), next.line());
    }
    schedule();
  }

  void clear() {
    pending.clear();
  }
}
