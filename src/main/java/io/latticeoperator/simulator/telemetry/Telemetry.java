package io.latticeoperator.simulator.telemetry;

import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.cloudwatch.CloudWatch;
import io.latticeoperator.simulator.dataplane.AccessRecord;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.logs.Logs;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Makes access logs and metrics of what the data plane did. Takes records from any thread without
 * ever holding it up; what comes faster than it can be worked off is lost, and counted.
 */
public final class Telemetry implements Consumer<AccessRecord> {
  private static final int MOST_WAITING = 50_000;
  private static final Duration BATCH = Duration.ofMillis(100);

  private final BlockingQueue<AccessRecord> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private final AtomicLong lost = new AtomicLong();
  private final Timeline timeline;
  private final AccessLogs accessLogs;
  private final MetricTallies metrics;

  /**
   * @param world tells where VPCs and subnets are
   */
  public Telemetry(
      Timeline timeline,
      World world,
      LogSubscriptions subscriptions,
      CloudWatch cloudWatch,
      Logs logs,
      Settings.Telemetry pace) {
    this.timeline = timeline;
    this.accessLogs = new AccessLogs(world, subscriptions, logs, timeline, pace.logLag());
    this.metrics = new MetricTallies(world, cloudWatch.store(), timeline, pace.metricSeconds());
  }

  /** Of a simulated VPC Lattice, with the access log subscriptions of its control plane. */
  public static Telemetry of(LatticeSimulator lattice, CloudWatch cloudWatch, Logs logs) {
    var environment = lattice.environment();
    return new Telemetry(
        environment.timeline(),
        environment.world(),
        new Subscribed(lattice),
        cloudWatch,
        logs,
        lattice.settings().telemetry());
  }

  /** A request has ended. Those that found no service are neither logged nor counted. */
  @Override
  public void accept(AccessRecord record) {
    if (record.passage() == null) {
      return;
    }
    if (!waiting.offer(record)) {
      lost.incrementAndGet();
    }
    if (isScheduled.compareAndSet(false, true)) {
      timeline.after(BATCH, this::drain);
    }
  }

  /** How many requests are missing in logs or metrics because there were too many at once. */
  public long lost() {
    return lost.get();
  }

  /** Forgets what has not arrived yet. */
  public void reset() {
    timeline.soon(
        () -> {
          waiting.clear();
          accessLogs.clear();
          metrics.clear();
        });
  }

  private void drain() {
    isScheduled.set(false);
    for (var record = waiting.poll(); record != null; record = waiting.poll()) {
      var passage = record.passage();
      if (passage != null) {
        boolean isCounted = metrics.count(record, passage);
        boolean isLogged = accessLogs.write(record, passage);
        if (!isCounted || !isLogged) {
          lost.incrementAndGet();
        }
      }
    }
  }
}
