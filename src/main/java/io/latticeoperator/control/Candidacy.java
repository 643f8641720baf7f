package io.latticeoperator.control;

import io.latticeoperator.control.LeaseCalls.Moment;
import io.latticeoperator.control.LeaseStore.Absent;
import io.latticeoperator.control.LeaseStore.Answer;
import io.latticeoperator.control.LeaseStore.Held;
import io.latticeoperator.control.LeaseStore.Overtaken;
import io.latticeoperator.control.LeaseStore.Unanswered;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at the lease until it is there for the taking, and takes it. */
final class Candidacy {
  private final LeaseCalls calls;
  private final Leadership.Settings settings;
  private final String identity;
  private final BooleanSupplier inUse;
  private final LeaseWatch watch = new LeaseWatch();
  private final Consumer<Won> won;
  private final Runnable withdrawn;
  private boolean withdrawing;

  /**
   * The lease is ours.
   *
   * @param begun when the write that got it was begun
   * @param clean whether no call of an earlier leader can be under way
   */
  record Won(Held held, Moment begun, boolean clean) {}

  /**
   * @param won called at most once for each {@link #stand}
   * @param withdrawn called once after {@link #withdraw}, unless the lease was won on the way
   */
  Candidacy(
      LeaseCalls calls,
      Leadership.Settings settings,
      String identity,
      BooleanSupplier inUse,
      Consumer<Won> won,
      Runnable withdrawn) {
    this.calls = calls;
    this.settings = settings;
    this.identity = identity;
    this.inUse = inUse;
    this.won = won;
    this.withdrawn = withdrawn;
  }

  /** Begins to compete. */
  void stand() {
    calls.read(this::looked);
  }

  /** Takes nothing any more; what is being taken at this moment may still be won. */
  void withdraw() {
    withdrawing = true;
    if (!calls.calling()) {
      calls.cancel();
      withdrawn.run();
    }
  }

  private void looked(Answer answer) {
    if (withdrawing) {
      withdrawn.run();
      return;
    }
    var now = calls.now().monotonic();
    switch (answer) {
      case Held held -> {
        watch.saw(held.lease(), now);
        // our own write, whose answer was lost
        boolean ours = held.lease().holder().equals(identity);
        takeAfter(
            ours ? Duration.ZERO : watch.wait(now),
            held,
            held.lease().leftClean(settings.lastCall()));
      }
      case Absent _ -> {
        boolean used = inUse.getAsBoolean();
        boolean first = watch.neverSaw() && !used;
        takeAfter(watch.sawNone(now, used ? settings.duration() : Duration.ZERO), null, first);
      }
      case Overtaken _, Unanswered _ -> calls.after(settings.retry(), this::stand);
    }
  }

  /**
   * @param before null where there is no lease
   */
  private void takeAfter(Duration wait, @Nullable Held before, boolean clean) {
    if (wait.isZero()) {
      take(before, clean);
    } else {
      calls.after(wait.compareTo(settings.retry()) < 0 ? wait : settings.retry(), this::stand);
    }
  }

  private void take(@Nullable Held before, boolean clean) {
    var begun = calls.now();
    var lease =
        before == null
            ? Lease.first(identity, settings.duration(), begun.wall())
            : before.lease().taken(identity, settings.duration(), begun.wall());
    calls.write(
        lease,
        before == null ? null : before.version(),
        answer -> {
          if (answer instanceof Held held) {
            watch.saw(held.lease(), calls.now().monotonic());
            won.accept(new Won(held, begun, clean));
          } else if (withdrawing) {
            withdrawn.run();
          } else {
            calls.after(
                answer instanceof Overtaken ? Duration.ZERO : settings.retry(), this::stand);
          }
        });
  }
}
