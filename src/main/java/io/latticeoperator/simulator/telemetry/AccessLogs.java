package io.latticeoperator.simulator.telemetry;

import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.dataplane.AccessRecord;
import io.latticeoperator.simulator.dataplane.Route;
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

  /**
   * The parts of a log group's ARN.
   *
   * @param name without a trailing {@code :*}
   */
  private record LogGroupArn(Place place, String name) {
    static boolean fits(String arn) {
      var parts = arn.split(":", 8);
      return parts.length >= 7 && parts[2].equals("logs") && parts[5].equals("log-group");
    }

    static LogGroupArn of(String arn) {
      var parts = arn.split(":", 8);
      return new LogGroupArn(new Place(parts[4], parts[3]), parts[6]);
    }
  }

  /** False when too much is pending already: the record's lines are lost then. */
  boolean write(AccessRecord record, Route.Passage passage) {
    return write(record, passage, passage.service().id())
        & write(record, passage, passage.network().id());
  }

  private boolean write(AccessRecord record, Route.Passage passage, String resourceId) {
    for (var destination : subscriptions.destinations(resourceId)) {
      if (LogGroupArn.fits(destination)) {
        if (pending.size() >= MOST_PENDING) {
          return false;
        }
        var group = LogGroupArn.of(destination);
        pending.add(
            new Pending(
                record.start().plus(record.duration()).plus(lag),
                group,
                "VpcLattice/AccessLogs/%s/%s".formatted(group.place().region(), resourceId),
                record.start(),
                lines.of(record, passage).toString()));
      }
    }
    schedule();
    return true;
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
    for (var next = pending.peek(); next != null && !next.due().isAfter(now); next = pending.peek()) {
      pending.remove();
      logs.deliver(next.group().place(), next.group().name(), next.stream(), next.at(), next.line());
    }
    schedule();
  }

  void clear() {
    pending.clear();
  }
}
