package io.latticeoperator.control;

import io.latticeoperator.control.LeaseCalls.Moment;
import io.latticeoperator.control.LeaseStore.Absent;
import io.latticeoperator.control.LeaseStore.Answer;
import io.latticeoperator.control.LeaseStore.Held;
import io.latticeoperator.control.LeaseStore.Overtaken;
import io.latticeoperator.control.LeaseStore.Unanswered;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the lease: renews it, and moves the deadline of the fence with each renewal. While renewing
 * fails it tries on: a renewal that replaces exactly the version we wrote last proves that nobody
 * has had the lease since.
 */
final class Tenure {
  private final LeaseCalls calls;
  private final Leadership.Settings settings;
  private final Fence fence;
  private final Consumer<String> lost;
  private Held held;
  private boolean over;
  private @Nullable Runnable released;

  /**
   * @param lost told why, at most once; not after {@link #release}
   */
  Tenure(
      LeaseCalls calls,
      Leadership.Settings settings,
      Candidacy.Won won,
      Fence fence,
      Consumer<String> lost) {
    this.calls = calls;
    this.settings = settings;
    this.fence = fence;
    this.lost = lost;
    this.held = won.held();
    open(won.begun());
    calls.after(settings.renewal(), this::renew);
  }

  Fence fence() {
    return fence;
  }

  /** Gives the lease away, if it is still ours, and says so when that has been tried. */
  void release(Runnable then) {
    fence.shut();
    if (over) {
      then.run();
      return;
    }
    released = then;
    if (!calls.calling()) {
      release();
    }
  }

  /** Leaves the lease to run out. */
  void abandon() {
    fence.shut();
    over = true;
    calls.cancel();
  }

  private void renew() {
    var begun = calls.now();
    calls.write(
        held.lease().renewed(begun.wall()),
        held.version(),
        answer -> {
          switch (answer) {
            case Held renewed -> {
              held = renewed;
              open(begun);
              goOn(settings.renewal());
            }
            case Overtaken _ -> calls.read(this::looked);
            case Absent _ -> lose("the lease is gone");
            case Unanswered _ -> goOn(settings.retry());
          }
        });
  }

  /** Somebody has written: we ourselves, without having heard the answer, or another. */
  private void looked(Answer answer) {
    switch (answer) {
      case Held now -> {
        if (now.lease().holder().equals(held.lease().holder())) {
          held = now;
          goOn(Duration.ZERO);
        } else {
          lose(now.lease().free() ? "nobody has it" : now.lease().holder() + " has it");
        }
      }
      case Absent _ -> lose("it is gone");
      case Overtaken _, Unanswered _ -> goOn(settings.retry());
    }
  }

  private void goOn(Duration delay) {
    if (released != null) {
      release();
    } else if (!over) {
      calls.after(delay, this::renew);
    }
  }

  private void open(Moment begun) {
    var length = settings.duration().minus(settings.margin());
    fence.openUntil(begun.monotonic().plus(length), begun.wall().plus(length));
  }

  private void lose(String why) {
    fence.shut();
    if (released != null) {
      released.run();
    } else if (!over) {
      over = true;
      lost.accept(why);
    }
  }

  private void release() {
    calls.cancel();
    var then = Objects.requireNonNull(released);
    calls.write(held.lease().released(calls.now().wall()), held.version(), answer -> then.run());
  }
}
