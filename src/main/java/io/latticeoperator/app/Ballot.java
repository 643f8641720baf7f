package io.latticeoperator.app;

import io.latticeoperator.app.HealthServer.Component;
import io.latticeoperator.cloud.Permit;
import io.latticeoperator.control.Mandate;
import io.latticeoperator.control.Office;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Decides when this replica leads. */
sealed interface Ballot extends AutoCloseable permits Ballot.Unopposed, LeaseBallot {
  /** Lets the office begin and end terms from now on. */
  void open(Office office);

  /** Whether this replica leads and may write at this moment. From any thread. */
  boolean mayWrite();

  /** False when it is stuck. From any thread. */
  boolean alive();

  /** For readiness. From any thread. */
  Component component();

  /** Ends the term that goes on, if there is one, and lets others lead. */
  @Override
  void close();

  /** The only replica: it leads all the time. */
  final class Unopposed implements Ballot {
    private final Clock clock;
    private final Duration lastCall;
    private volatile @Nullable Office office;

    /**
     * @param lastCall how long a call may go on of a process that was killed before this one
     */
    Unopposed(Clock clock, Duration lastCall) {
      this.clock = clock;
      this.lastCall = lastCall;
    }

    @Override
    public void open(Office elected) {
      office = elected;
      elected.begin(new Mandate(Permit.ALWAYS, clock.now().plus(lastCall)));
    }

    @Override
    public boolean mayWrite() {
      return office != null;
    }

    @Override
    public boolean alive() {
      return true;
    }

    @Override
    public Component component() {
      return new Component("leadership", true, "leader election is off");
    }

    @Override
    public void close() {
      var elected = office;
      if (elected == null) {
        return;
      }
      var ended = new CountDownLatch(1);
      elected.end(clean -> ended.countDown());
      try {
        ended.await();
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
