package io.latticeoperator.app;

import io.fabric8.kubernetes.client.Config;
import io.latticeoperator.app.HealthServer.Component;
import io.latticeoperator.control.Caller;
import io.latticeoperator.control.Leadership;
import io.latticeoperator.control.Office;
import io.latticeoperator.kube.KubernetesLease;
import io.latticeoperator.time.RealTimeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicas agree by a Lease. It has a thread of its own: a control loop with much to decide must
 * not lose the lease.
 */
final class LeaseBallot implements Ballot {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseBallot.class);
  private static final Duration STUCK = Duration.ofMinutes(1);

  /** Longer than the last calls to AWS, shorter than a Pod has. */
  private static final Duration RESIGNING = Duration.ofSeconds(23);

  private final RealTimeline timeline =
      new RealTimeline("leadership", bug -> LOG.error("a bug in leader election", bug));
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final KubernetesLease lease;
  private final RunConfig.Election election;
  private final Leadership.Settings settings;
  private volatile @Nullable Leadership leadership;

  /**
   * @param config of the API server
   * @param lastCall how long a call to AWS may go on
   */
  LeaseBallot(RunConfig.Election election, Config config, Duration lastCall) {
    this.election = election;
    this.settings = Leadership.Settings.of(election.duration(), lastCall);
    this.lease =
        new KubernetesLease(config, election.namespace(), election.name(), settings.margin());
  }

  @Override
  public void open(Office office) {
    var competing =
        new Leadership(
            timeline,
            Instant::now,
            lease,
            Caller.on(calls, timeline),
            settings,
            PodIdentity.unique(),
            office);
    leadership = competing;
    competing.start();
  }

  @Override
  public boolean mayWrite() {
    var competing = leadership;
    return competing != null && competing.mayWrite();
  }

  @Override
  public boolean alive() {
    var competing = leadership;
    return competing == null
        || Duration.between(competing.heard(), timeline.now()).compareTo(STUCK) < 0;
  }

  @Override
  public Component component() {
    var competing = leadership;
    if (competing == null) {
      return new Component("leadership", false, "not a candidate before the caches have synced");
    }
    var standing = competing.standing();
    var since = standing.since().truncatedTo(ChronoUnit.SECONDS);
    var role =
        standing.leading()
            ? "leader since " + since + (competing.mayWrite() ? "" : ", writing nothing at present")
            : "standby since "
                + since
                + (standing.holder().isEmpty() ? "" : ", " + standing.holder() + " leads");
    var trouble = standing.trouble();
    return new Component(
        "leadership",
        standing.asked(),
        trouble == null
            ? role
            : "%s; Lease %s/%s: %s"
                .formatted(role, election.namespace(), election.name(), trouble));
  }

  @Override
  public void close() {
    var competing = leadership;
    try {
      if (competing != null) {
        competing.resign().get(RESIGNING.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException late) {
      LOG.warn("the lease is not given away: another replica leads once it has run out");
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      calls.shutdownNow();
      timeline.close();
      lease.close();
    }
  }
}
