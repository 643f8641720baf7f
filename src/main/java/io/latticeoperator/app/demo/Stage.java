package io.latticeoperator.app.demo;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.simulator.aws.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Plays steps and measures them. */
final class Stage {
  private final DemoWorld world;
  private final Patience patience;
  private volatile Tally tally = new Tally();

  Stage(DemoWorld world, Patience patience) {
    this.world = world;
    this.patience = patience;
  }

  /** Of the step that is being played. */
  Tally tally() {
    return tally;
  }

  /** Plays a step; what does not come true is in the report. */
  StepReport play(Step step) throws MissingPrerequisite {
    var counted = tally;
    var from = world.clock().now();
    long sequence = world.journal().next();
    var fault = fault(step, counted);
    var took = Duration.between(from, world.clock().now());
    var calls = world.journal().since(sequence).stream().filter(world::byOperator).toList();
    long reads = calls.stream().filter(Journal.Entry::read).count();
    return new StepReport(
        step,
        fault,
        took,
        Reaction.of(world.one().pods().since(from), calls),
        reads,
        calls.size() - reads,
        counted.sent(),
        counted.failures());
  }

  private Optional<String> fault(Step step, Tally counted) throws MissingPrerequisite {
    try {
      step.act().play();
      // what is sent from now on belongs to the next step
      tally = new Tally();
      patience.until("answers to the last requests", () -> counted.outstanding() == 0);
    } catch (NotHeld why) {
      return Optional.of(String.valueOf(why.getMessage()));
    }
    return step.planned() ? unexpected(counted.failures()) : Optional.empty();
  }

  private static Optional<String> unexpected(List<Tally.Failure> failures) {
    return failures.stream()
        .findFirst()
        .map(
            first -> "%d requests failed, the first by %s".formatted(failures.size(), first.why()));
  }
}
