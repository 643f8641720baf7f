package io.latticeoperator.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells the main thread that the process is to end, and holds the JVM's end back until the main
 * thread has put everything away.
 *
 * <pre>
 *   SIGTERM, Ctrl-C ──► shutdown hook ──request──► await() returns ──► parts are closed
 *   end of stdin ───────────request─────────────►                        │
 *                       hook waits, at most `patience` ◄── close() ──────┘
 * </pre>
 */
public final class StopSignal implements AutoCloseable {
  private final CompletableFuture<String> reason = new CompletableFuture<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Duration patience;

  /**
   * @param patience how long a signal waits for {@link #close()} before the JVM ends all the same
   */
  public StopSignal(Duration patience) {
    this.patience = patience;
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(this::signalled));
  }

  /** Also stops when {@code input} ends or breaks. What it says is ignored. */
  public void stopAtEndOf(InputStream input) {
    Thread.ofVirtual().name("stdin").start(() -> request(drain(input)));
  }

  /** Asks for the end; the first reason given stays. */
  public void request(String why) {
    reason.complete(why);
  }

  /** Waits until the end is asked for; the reason, for the log. */
  public String await() {
    return reason.join();
  }

  /** Waits until the end is asked for, but no longer than {@code longest}; whether it was. */
  public boolean within(Duration longest) {
    try {
      reason.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Everything has been put away. */
  @Override
  public void close() {
    finished.countDown();
  }

  private void signalled() {
    request("the process was told to end");
    try {
      boolean inTime = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!inTime) {
        System.err.println("lattice: gave up waiting for an orderly end");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static String drain(InputStream input) {
    try {
      input.transferTo(OutputStream.nullOutputStream());
      return "standard input ended";
    } catch (IOException broken) {
      return "standard input broke: " + broken.getMessage();
    }
  }
}
