package io.latticeoperator.simulator.dataplane;

import java.util.ArrayDeque;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The data plane's threads.
 *
 * <p>When an answer is complete, the server hands the client's connection to another thread, which
 * looks for the next request. Nothing here ever blocks, and waking a thread costs more than all the
 * rest of a request: so a thread that is about the target's side looks for it itself, when it has
 * done what it was about.
 */
final class Threads extends QueuedThreadPool {
  private final ThreadLocal<Turn> turns = ThreadLocal.withInitial(Turn::new);

  Threads() {
    setName("dataplane");
    setDaemon(true);
  }

  private static final class Turn {
    private final ArrayDeque<Runnable> after = new ArrayDeque<>();
    private boolean running;
  }

  /** Runs {@code work}, and then the client connections whose answers it has completed. */
  void run(Runnable work) {
    var turn = turns.get();
    if (turn.running) {
      work.run();
      return;
    }
    turn.running = true;
    try {
      for (var next = work; next != null; next = turn.after.poll()) {
        next.run();
      }
    } finally {
      turn.running = false;
      // Only an error leaves some; others will take care of them.
      turn.after.forEach(super::execute);
      turn.after.clear();
    }
  }

  @Override
  public void execute(Runnable job) {
    var turn = turns.get();
    if (turn.running && job instanceof Connection) {
      turn.after.add(job);
    } else {
      super.execute(job);
    }
  }
}
