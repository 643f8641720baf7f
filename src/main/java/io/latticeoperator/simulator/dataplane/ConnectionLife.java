package io.latticeoperator.simulator.dataplane;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/** Closes clients' connections when they have lived for as long as they may. */
final class ConnectionLife {
  private final Map<EndPoint, Scheduler.Task> ends = new ConcurrentHashMap<>();
  private final Scheduler scheduler;
  private final Duration life;

  ConnectionLife(Scheduler scheduler, Duration life) {
    this.scheduler = scheduler;
    this.life = life;
  }

  /** The cause with which such a connection is closed. */
  static final class Over extends IOException {
    Over(Duration life) {
      super("the connection has lived for " + life);
    }
  }

  void begun(EndPoint client) {
    ends.put(
        client,
        scheduler.schedule(
            () -> client.close(new Over(life)), life.toMillis(), TimeUnit.MILLISECONDS));
  }

  void ended(EndPoint endPoint) {
    var end = ends.remove(endPoint);
    if (end != null) {
      end.cancel();
    }
  }

  /** Whether a connection has been, or is to be, closed for its age. */
  boolean isOver(EndPoint client) {
    return System.currentTimeMillis() - client.getCreatedTimeStamp() >= life.toMillis();
  }
}
