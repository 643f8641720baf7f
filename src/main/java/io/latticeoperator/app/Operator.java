package io.latticeoperator.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.app.HealthServer.Component;
import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.AwsCloud;
import io.latticeoperator.cloud.aws.CloudWatchMetrics;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Caller;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.kube.KubernetesCluster;
import io.latticeoperator.metrics.Audience;
import io.latticeoperator.metrics.CloudWatchPublisher;
import io.latticeoperator.model.Place;
import io.latticeoperator.time.RealTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts of one operator, wired: the cluster on one side, AWS on the other, the loop between.
 */
final class Operator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

  /** VPC Lattice's API rates are not published; the budget slows down when AWS says so. */
  private static final Budget.Rate RATE = new Budget.Rate(10, 40);

  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration STUCK = Duration.ofMinutes(1);
  private static final Duration LAST_CALLS = Duration.ofSeconds(15);

  private final RealTimeline timeline =
      new RealTimeline("control", bug -> LOG.error("a bug in the control loop", bug));
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final AwsClients aws;
  private final KubernetesCluster cluster;
  private final Loop loop;
  private final Observer observer;
  private final @Nullable CloudWatchPublisher publisher;
  private volatile Instant beat;
  private volatile boolean started;

  /**
   * @param client stays the caller's to close
   * @param kubeSystemUid identity of the cluster unless the configuration has one
   * @param telemetry stays the caller's to close
   */
  Operator(
      RunConfig config,
      KubernetesClient client,
      AwsClients aws,
      String kubeSystemUid,
      Telemetry telemetry) {
    this.aws = aws;
    this.beat = timeline.now();
    this.publisher = config.publishes() ? publisher(config, telemetry) : null;
    var firstLook = new FirstLook(timeline, LOG::info);
    this.observer =
        new Audience(
            publisher == null
                ? List.of(telemetry.meters(), firstLook)
                : List.of(telemetry.meters(), firstLook, publisher.observer()));
    this.cluster =
        new KubernetesCluster(
            client,
            new HashSet<>(config.kubernetes().namespaces()),
            aws.region(),
            timeline,
            observer);
    var place = new Place(Objects.requireNonNullElse(config.cluster().account(), ""), aws.region());
    this.loop =
        new Loop(
            timeline,
            cluster.facts(),
            cluster,
            new AwsCloud(aws),
            Caller.on(calls, timeline),
            config.clusterSettings(kubeSystemUid, place),
            new Loop.Settings(
                config.observeOnly(),
                config.reads().health(),
                config.reads().audit(),
                config.reads().share(),
                RATE),
            observer);
  }

  /** Returns once the caches have synced and the first look at every export is under way. */
  void start() throws InterruptedException {
    LOG.info("AWS: {}", aws.describe());
    timeline.soon(this::beatOn);
    cluster.start(loop);
    if (publisher != null) {
      publisher.start(loop::run);
    }
    started = true;
    LOG.info("caches synced");
  }

  /** False when the control loop has not moved for a minute: AWS being away does not count. */
  boolean alive() {
    return Duration.between(beat, timeline.now()).compareTo(STUCK) < 0;
  }

  List<Component> components() {
    boolean synced = cluster.facts().synced();
    return List.of(
        new Component(
            "kubernetes", synced, synced ? "caches synced" : "waiting for the first lists"),
        new Component("exports", started, started ? "reconciling" : "starting"));
  }

  /** Calls under way may end; nothing new begins. */
  @Override
  public void close() {
    loop.stop();
    cluster.close();
    calls.shutdown();
    try {
      if (!calls.awaitTermination(LAST_CALLS.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("AWS calls still under way after {} s are given up", LAST_CALLS.toSeconds());
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    aws.close();
    timeline.close();
  }

  private CloudWatchPublisher publisher(RunConfig config, Telemetry telemetry) {
    var detail =
        config.cloudWatch().detail() == RunConfig.CloudWatch.Detail.EXPORTS
            ? CloudWatchPublisher.Detail.EXPORTS
            : CloudWatchPublisher.Detail.TOTALS;
    return new CloudWatchPublisher(
        timeline,
        new CloudWatchMetrics(aws.cloudWatch()),
        config.cluster().name(),
        new CloudWatchPublisher.Settings(detail, config.cloudWatch().exportLimit()),
        telemetry.registry());
  }

  private void beatOn() {
    beat = timeline.now();
    observer.beat(beat, loop.load());
    timeline.after(BEAT, this::beatOn);
  }
}
