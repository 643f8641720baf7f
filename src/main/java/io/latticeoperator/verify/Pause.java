package io.latticeoperator.verify;

import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time, as somebody who waits for things sees it. */
public interface Pause {
  Instant now();

  /** Returns when {@code duration} has passed. */
  void pause(Duration duration);

  /** Time that passes at once. */
  static Pause virtual(VirtualTimeline timeline) {
    return new Pause() {
      @Override
      public Instant now() {
        return timeline.now();
      }

      @Override
      public void pause(Duration duration) {
        timeline.advance(duration);
      }
    };
  }

  /** Time as it passes; {@link Interrupted} is thrown when the thread is. */
  static Pause real() {
    return new Pause() {
      private final CountDownLatch never = new CountDownLatch(1);

      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void pause(Duration duration) {
        try {
          boolean opened = never.await(duration.toNanos(), TimeUnit.NANOSECONDS);
          if (opened) {
            throw new IllegalStateException("nobody opens it");
          }
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new Interrupted(interrupted);
        }
      }
    };
  }

  /** Somebody wants the waiting to end. */
  final class Interrupted extends RuntimeException {
    Interrupted(InterruptedException cause) {
      super("interrupted", cause);
    }
  }
}
