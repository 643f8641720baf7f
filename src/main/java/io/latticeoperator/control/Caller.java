package io.latticeoperator.control;

import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes blocking calls without blocking the timeline, and brings their answers back to it. */
@FunctionalInterface
public interface Caller {
  /**
   * Makes {@code call} somewhere else and hands its answer to {@code answered} on the timeline.
   * Nothing comes back from a call that was under way when its maker was closed.
   */
  <T> void call(Supplier<T> call, Consumer<T> answered);

  /** Each call on a thread of the executor: virtual ones are meant. */
  static Caller on(ExecutorService executor, Timeline timeline) {
    return new Caller() {
      @Override
      public <T> void call(Supplier<T> call, Consumer<T> answered) {
        try {
          executor.execute(
              () -> {
                T answer = call.get();
                timeline.soon(() -> answered.accept(answer));
              });
        } catch (RejectedExecutionException closed) {
          // shutting down: nobody waits for the answer
          return;
        }
      }
    };
  }

  /** In virtual time: the call takes effect after one delay and is answered after another. */
  static Caller delayed(Timeline timeline, Duration there, Duration back) {
    return new Caller() {
      @Override
      public <T> void call(Supplier<T> call, Consumer<T> answered) {
        timeline.after(
            there,
            () -> {
              T answer = call.get();
              timeline.after(back, () -> answered.accept(answer));
            });
      }
    };
  }
}
