package io.latticeoperator.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.app.HealthServer.Component;
import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.CloudWatchMetrics;
import io.latticeoperator.cloud.aws.Timeouts;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Mandate;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Office;
import io.latticeoperator.kube.KubernetesCluster;
import io.latticeoperator.metrics.Audience;
import io.latticeoperator.metrics.CloudWatchPublisher;
import io.latticeoperator.model.Place;
import io.latticeoperator.time.RealTimeline;
import io.latticeoperator.translate.ClusterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica: caches of the cluster, which are always warm, and a {@link Term} while it leads.
 *
 * <pre>
 *   Ballot ──begin, end──► Operator ──makes, ends──► Term ──► AWS, status, events
 *     │                       │                        ▲
 *   Lease              KubernetesCluster ───facts──────┘
 * </pre>
 */
final class Operator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

  /** VPC Lattice's API rates are not published; the budget slows down when AWS says so. */
  private static final Budget.Rate RATE = new Budget.Rate(10, 40);

  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration STUCK = Duration.ofMinutes(1);

  private final RealTimeline timeline =
      new RealTimeline("control", bug -> LOG.error("a bug in the control loop", bug));
  private final RunConfig config;
  private final AwsClients aws;
  private final KubernetesCluster cluster;
  private final ClusterSettings settings;
  private final Observer observer;
  private final @Nullable CloudWatchPublisher publisher;
  private final Ballot ballot;
  private final Runnable failed;
  private volatile @Nullable Term term;
  private volatile Instant beat;

  /**
   * @param client stays the caller's to close
   * @param kubeSystemUid identity of the cluster unless the configuration has one
   * @param telemetry stays the caller's to close
   * @param failed told when this replica is of no use and should end
   */
  Operator(
      RunConfig config,
      KubernetesClient client,
      AwsClients aws,
      String kubeSystemUid,
      Telemetry telemetry,
      Runnable failed) {
    this.config = config;
    this.aws = aws;
    this.failed = failed;
    this.beat = timeline.now();
    this.ballot =
        config.election() == null
            ? new Ballot.Unopposed(timeline, Timeouts.STANDARD.total())
            : new LeaseBallot(
                config.election(), client.getConfiguration(), Timeouts.STANDARD.total());
    telemetry.meters().leads(ballot::mayWrite);
    this.publisher = config.publishes() ? publisher(telemetry) : null;
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
            config.serviceAnnotations(),
            aws.region(),
            timeline);
    var place = new Place(Objects.requireNonNullElse(config.cluster().account(), ""), aws.region());
    this.settings = config.clusterSettings(kubeSystemUid, place);
  }

  /** Returns once the caches have synced and this replica is ready to lead. */
  void start() throws InterruptedException {
    LOG.info("AWS: {}", aws.describe());
    timeline.soon(this::beatOn);
    cluster.start();
    LOG.info("caches synced");
    ballot.open(new Terms());
  }

  /** False when nothing has moved for a minute: AWS or the API server being away does not count. */
  boolean alive() {
    return Duration.between(beat, timeline.now()).compareTo(STUCK) < 0 && ballot.alive();
  }

  List<Component> components() {
    boolean synced = cluster.facts().synced();
    var current = term;
    return List.of(
        new Component(
            "kubernetes", synced, synced ? "caches synced" : "waiting for the first lists"),
        ballot.component(),
        new Component(
            "exports",
            synced && (current == null || current.started()),
            current == null ? "standing by" : current.started() ? "reconciling" : "starting"));
  }

  /** Calls under way may end; nothing new begins. Then another replica may lead. */
  @Override
  public void close() {
    ballot.close();
    cluster.close();
    aws.close();
    timeline.close();
  }

  private CloudWatchPublisher publisher(Telemetry telemetry) {
    var detail =
        config.cloudWatch().detail() == RunConfig.CloudWatch.Detail.EXPORTS
            ? CloudWatchPublisher.Detail.EXPORTS
            : CloudWatchPublisher.Detail.TOTALS;
    return new CloudWatchPublisher(
        timeline,
        new CloudWatchMetrics(aws.cloudWatch(), ballot::mayWrite),
        config.cluster().name(),
        new CloudWatchPublisher.Settings(detail, config.cloudWatch().exportLimit()),
        telemetry.registry());
  }

  private void beatOn() {
    beat = timeline.now();
    var current = term;
    observer.beat(beat, current == null ? Budget.Load.NONE : current.load());
    observer.watched(cluster.current());
    timeline.after(BEAT, this::beatOn);
  }

  /** One after the other. */
  private final class Terms implements Office {
    @Override
    public void begin(Mandate mandate) {
      try {
        var begun = term(mandate);
        term = begun;
        begun.start();
      } catch (RuntimeException bug) {
        LOG.error("a bug in beginning a term", bug);
        failed.run();
      }
    }

    private Term term(Mandate mandate) {
      return new Term(
          cluster,
          aws,
          settings,
          new Loop.Settings(
              config.observeOnly(),
              config.reads().health(),
              config.reads().audit(),
              config.reads().share(),
              RATE),
          timeline,
          observer,
          publisher,
          mandate,
          failed);
    }

    @Override
    public void end(Consumer<Boolean> ended) {
      var ending = term;
      if (ending == null) {
        ended.accept(true);
        return;
      }
      Thread.ofVirtual()
          .name("end of term")
          .start(
              () -> {
                boolean clean = false;
                try {
                  clean = ending.end();
                } catch (RuntimeException bug) {
                  LOG.error("a bug in ending a term", bug);
                } finally {
                  term = null;
                  ended.accept(clean);
                }
              });
    }

    @Override
    public boolean inUse() {
      return cluster.inUse();
    }
  }
}
