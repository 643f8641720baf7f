package io.latticeoperator.metrics;

import io.latticeoperator.cloud.MetricSink;
import io.latticeoperator.control.Errand;
import io.latticeoperator.control.Observer;
import io.latticeoperator.dashboard.OperatorMetrics;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.time.Timeline;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells CloudWatch once a minute. What CloudWatch does not take is dropped: the next minute has
 * figures of its own. Lives on the loop's timeline.
 */
public final class CloudWatchPublisher implements Errand {
  /** As the operation is called in metrics. */
  static final String NAME = "put_metric_data";

  private static final Logger LOG = LoggerFactory.getLogger(CloudWatchPublisher.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A slot that comes later than this moves the minutes after it. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final Timeline timeline;
  private final MetricSink sink;
  private final String cluster;
  private final Settings settings;
  private final Minute minute = new Minute();
  private volatile Selection selection;
  private @Nullable Consumer<Errand> errands;
  private Timeline.@Nullable Scheduled next;
  private Instant asked;
  private String trouble = "";

  /** Of whom CloudWatch is told. */
  public enum Detail {
    /** Of the cluster and its networks: at most 30 metrics. */
    TOTALS,
    /** Of single exports too. */
    EXPORTS
  }

  /**
   * Settings of the publication.
   *
   * @param exportLimit exports that are told of at most, with EXPORTS; 1 to {@link #MOST_EXPORTS}
   */
  public record Settings(Detail detail, int exportLimit) {
    /** As many as one call a minute has room for. */
    public static final int MOST_EXPORTS = Selection.MOST_EXPORTS;
  }

  /**
   * @param cluster its name, as a dimension
   */
  public CloudWatchPublisher(
      Timeline timeline,
      MetricSink sink,
      String cluster,
      Settings settings,
      MeterRegistry registry) {
    this.timeline = timeline;
    this.sink = sink;
    this.cluster = cluster;
    this.settings = settings;
    this.asked = timeline.now();
    this.selection = Selection.of(minute, settings.detail(), settings.exportLimit());
    leftOut(registry, "network", () -> selection.networksLeftOut());
    leftOut(registry, "export", () -> selection.exportsLeftOut());
  }

  /** What must hear the loop for there to be figures. */
  public Observer observer() {
    return minute;
  }

  /**
   * Begins, anew after a stop; the first publication is in a minute.
   *
   * @param runner what runs errands
   */
  public void start(Consumer<Errand> runner) {
    timeline.soon(
        () -> {
          errands = runner;
          asked = timeline.now();
          askAt(asked.plus(MINUTE));
        });
  }

  /** Nothing is published any more, and what was counted is forgotten. */
  public void stop() {
    timeline.soon(
        () -> {
          errands = null;
          minute.restart();
          if (next != null) {
            next.cancel();
          }
        });
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Supplier<Optional<Fault>>> granted() {
    var now = timeline.now();
    boolean late = asked.plus(LATE).isBefore(now);
    askAt((late ? now : asked).plus(MINUTE));
    select();
    var data = Figures.of(minute, cluster, selection, now);
    minute.restart();
    return Optional.of(() -> sink.put(OperatorMetrics.NAMESPACE, now, data));
  }

  @Override
  public void answered(Optional<Fault> fault) {
    if (fault.filter(f -> f.kind() == Fault.Kind.WITHHELD).isPresent()) {
      return;
    }
    var reason = fault.map(f -> f.kind().reason()).orElse("");
    if (!reason.equals(trouble)) {
      trouble = reason;
      fault.ifPresentOrElse(
          f ->
              LOG.warn(
                  "CloudWatch does not take the operator's metrics, which are dropped until it"
                      + " does: reason={}: {}",
                  f.kind().reason(),
                  f.message()),
          () -> LOG.info("CloudWatch takes the operator's metrics again"));
    }
  }

  private void askAt(Instant at) {
    next =
        timeline.after(
            Duration.between(timeline.now(), at),
            () -> {
              asked = at;
              if (errands != null) {
                errands.accept(this);
              }
            });
  }

  private void select() {
    var now = Selection.of(minute, settings.detail(), settings.exportLimit());
    boolean changed =
        now.networksLeftOut() != selection.networksLeftOut()
            || now.exportsLeftOut() != selection.exportsLeftOut();
    selection = now;
    if (changed && now.networksLeftOut() + now.exportsLeftOut() > 0) {
      LOG.info(now.leftOut());
    }
  }

  private static void leftOut(MeterRegistry registry, String kind, Supplier<Number> count) {
    Gauge.builder("lattice.operator.cloudwatch.left.out", count)
        .description("Objects whose figures CloudWatch is not told because of a limit.")
        .tags("kind", kind)
        .register(registry);
  }
}
