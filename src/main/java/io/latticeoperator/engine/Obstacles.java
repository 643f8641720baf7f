package io.latticeoperator.engine;

import io.latticeoperator.engine.Report.Condition;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.Plan.Why;
import java.util.List;
import java.util.Map;

/** What stands in the way, in words. */
final class Obstacles {
  /** The heaviest first: what only the user can mend before what mends itself. */
  static final List<Why> BY_WEIGHT =
      List.of(
          Why.NAME_CONFLICT,
          Why.AMBIGUOUS,
          Why.REMOVED,
          Why.ABSENT,
          Why.FAULT,
          Why.HELD,
          Why.IN_PROGRESS);

  private static final List<Why> USERS = List.of(Why.NAME_CONFLICT, Why.AMBIGUOUS, Why.REMOVED);

  private Obstacles() {}

  static String words(Memory.Failure failure) {
    return failure.change().getClass().getSimpleName()
        + " "
        + failure.change().key().role()
        + " failed "
        + failure.attempts()
        + " times: "
        + failure.fault().message();
  }

  /** Whether only the user can help. */
  static Condition stalled(Plan plan, Map<String, Memory.Failure> failing) {
    var waiting = plan.waiting().stream().filter(w -> USERS.contains(w.why())).findFirst();
    if (waiting.isPresent()) {
      return new Condition(
          Type.STALLED, Truth.TRUE, waiting.get().why().reason(), waiting.get().message());
    }
    return failing.values().stream()
        .filter(f -> usersOnly(f.fault().kind()))
        .findFirst()
        .map(
            f ->
                new Condition(
                    Type.STALLED, Truth.TRUE, f.fault().kind().reason(), f.fault().message()))
        .orElse(new Condition(Type.STALLED, Truth.FALSE, "NotStalled", ""));
  }

  private static boolean usersOnly(Fault.Kind kind) {
    return switch (kind) {
      case QUOTA, DENIED, INVALID -> true;
      case THROTTLED, CONFLICT, MISSING, LOST_ANSWER, WITHHELD -> false;
    };
  }
}
