package io.latticeoperator.control;

import io.latticeoperator.control.Budget.Slot;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Runs errands within the budget. For the timeline's thread. */
final class Errands {
  private final Timeline timeline;
  private final Budget budget;
  private final Caller caller;
  private final Observer observer;
  private boolean stopped;

  Errands(Timeline timeline, Budget budget, Caller caller, Observer observer) {
    this.timeline = timeline;
    this.budget = budget;
    this.caller = caller;
    this.observer = observer;
  }

  void run(Errand errand) {
    budget.request(
        new Slot(errand.name(), ApiClass.ELSEWHERE, Lane.METRICS, "", true, () -> granted(errand)));
  }

  /** No errand is begun any more. */
  void stop() {
    stopped = true;
  }

  private void granted(Errand errand) {
    if (stopped) {
      return;
    }
    var begun = timeline.now();
    errand
        .granted()
        .ifPresentOrElse(
            call -> caller.call(call, fault -> answered(errand, fault, begun)),
            () -> budget.unused(ApiClass.ELSEWHERE));
  }

  /** The budget is not told: nothing slows down because nobody wants our figures. */
  private void answered(Errand errand, Optional<Fault> fault, Instant begun) {
    if (!stopped) {
      if (fault.filter(f -> f.kind() == Fault.Kind.WITHHELD).isEmpty()) {
        observer.ran(errand, fault, Duration.between(begun, timeline.now()));
      }
      errand.answered(fault);
    }
  }
}
