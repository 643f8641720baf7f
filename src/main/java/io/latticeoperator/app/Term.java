package io.latticeoperator.app;

import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.AwsCloud;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Caller;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Mandate;
import io.latticeoperator.control.Observer;
import io.latticeoperator.kube.ClusterTerm;
import io.latticeoperator.kube.KubernetesCluster;
import io.latticeoperator.metrics.CloudWatchPublisher;
import io.latticeoperator.time.Timeline;
import io.latticeoperator.translate.ClusterSettings;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that exists only while this process leads: once it is over nothing of it is kept. */
final class Term {
  private static final Logger LOG = LoggerFactory.getLogger(Term.class);

  /** No call takes longer. */
  private static final Duration LAST_CALLS = Duration.ofSeconds(15);

  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final ClusterTerm cluster;
  private final Loop loop;
  private final @Nullable CloudWatchPublisher publisher;
  private final Thread starting;
  private volatile boolean started;

  /**
   * @param publisher null when CloudWatch is told nothing
   * @param failed told when it cannot start
   */
  Term(
      KubernetesCluster cluster,
      AwsClients aws,
      ClusterSettings settings,
      Loop.Settings pace,
      Timeline timeline,
      Observer observer,
      @Nullable CloudWatchPublisher publisher,
      Mandate mandate,
      Runnable failed) {
    this.publisher = publisher;
    this.cluster = cluster.term(mandate.permit()::granted, observer);
    this.loop =
        new Loop(
            timeline,
            cluster.facts(),
            this.cluster,
            new AwsCloud(aws, mandate.permit()),
            Caller.on(calls, timeline),
            settings,
            pace,
            observer,
            mandate);
    this.starting = Thread.ofVirtual().name("term").unstarted(() -> begin(failed));
  }

  /** Returns at once. */
  void start() {
    starting.start();
  }

  /** Whether everything has been started. */
  boolean started() {
    return started;
  }

  /** For the timeline's thread. */
  Budget.Load load() {
    return loop.load();
  }

  /**
   * Begins nothing new, waits for the calls that are under way, then ends everything.
   *
   * @return whether all calls have ended
   */
  boolean end() {
    boolean clean = false;
    try {
      loop.stop().get(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
      calls.shutdown();
      clean = calls.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
      starting.interrupt();
      starting.join(STOPPING);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException stuck) {
      LOG.error("the control loop does not stop", stuck);
    }
    if (!clean) {
      LOG.warn("AWS calls still under way after {} s are given up", LAST_CALLS.toSeconds());
      calls.shutdownNow();
    }
    if (publisher != null) {
      publisher.stop();
    }
    cluster.close();
    return clean;
  }

  private void begin(Runnable failed) {
    try {
      cluster.start(loop);
      if (publisher != null) {
        publisher.start(loop::run);
      }
      started = true;
    } catch (RuntimeException failure) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.error("the term cannot begin", failure);
        failed.run();
      }
    }
  }
}
