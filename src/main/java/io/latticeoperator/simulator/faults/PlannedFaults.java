package io.latticeoperator.simulator.faults;

import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.ErrorCode;
import io.latticeoperator.simulator.lattice.Failure;
import io.latticeoperator.simulator.lattice.Faults;
import io.latticeoperator.simulator.lattice.LatticeApi;
import io.latticeoperator.simulator.lattice.Status;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A plan in force. Latencies add up; of the rules that decide how a call ends the first one that
 * takes it does, and those after it are not asked. Safe for any thread.
 */
public final class PlannedFaults implements Faults {
  /** Where the operations that can succeed in part have their items. */
  private static final Map<String, String> ITEMS =
      Map.of(
          "RegisterTargets", "targets",
          "DeregisterTargets", "targets",
          "BatchUpdateRule", "rules");

  private final FaultPlan plan;
  private final Clock clock;
  private final LongSupplier sequence;
  private final List<RuleRun> runs;

  /**
   * In force from now on.
   *
   * @param sequence the number that the journal gives to the next call
   */
  public PlannedFaults(FaultPlan plan, Clock clock, LongSupplier sequence) {
    this.plan = plan;
    this.clock = clock;
    this.sequence = sequence;
    var began = clock.now();
    var dice = new SplittableRandom(plan.seed());
    this.runs = plan.rules().stream().map(rule -> new RuleRun(rule, began, dice.split())).toList();
  }

  /**
   * How often a rule was asked, and how often it took what it was asked about.
   *
   * @param rule name
   */
  public record Count(String rule, long asked, long taken) {}

  public FaultPlan plan() {
    return plan;
  }

  /** By rule, in the order of the plan. */
  public synchronized List<Count> counts() {
    return runs.stream().map(RuleRun::count).toList();
  }

  @Override
  public synchronized Optional<Fault> on(long number, Call call) {
    for (var run : runs) {
      if (run.rule() instanceof FaultRule.OfCalls rule
          && isAbout(rule, LatticeApi.SIGNING_NAME, call.operation(), call.caller())) {
        var fault = fault(run, rule.effect(), number, call);
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> fault(RuleRun run, CallEffect effect, long number, Call call) {
    return switch (effect) {
      case CallEffect.Delay _, CallEffect.Lag _ -> Optional.empty();
      case CallEffect.Unsuccessful some -> unsuccessful(run, some, number, call);
      case CallEffect.Refusal refusal when takes(run, number) ->
          Optional.of(
              new Fault.Refused(
                  ErrorCode.named(refusal.code()), refusal.message(), refusal.retryAfter()));
      case CallEffect.Loss loss when takes(run, number) ->
          Optional.of(loss.effect() ? new Fault.AnswerLost() : new Fault.NeverArrived());
      case CallEffect.BlackHole hole when takes(run, number) ->
          Optional.of(new Fault.Unanswered(hole.effect()));
      case CallEffect.Refusal _, CallEffect.Loss _, CallEffect.BlackHole _ -> Optional.empty();
    };
  }

  private Optional<Fault> unsuccessful(
      RuleRun run, CallEffect.Unsuccessful some, long number, Call call) {
    var member = ITEMS.get(call.operation());
    if (member == null || !takes(run, number)) {
      return Optional.empty();
    }
    Set<Integer> items = new HashSet<>();
    IntStream.range(0, call.input().path(member).size())
        .filter(item -> run.random().nextDouble() < some.share())
        .forEach(items::add);
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Fault.SomeUnsuccessful(member, items, some.failureCode(), some.failureMessage()));
  }

  @Override
  public Duration latency(Call call) {
    return latency(LatticeApi.SIGNING_NAME, call.operation(), call.caller());
  }

  @Override
  public synchronized Lag lag(Call call) {
    var lag = Lag.NONE;
    for (var run : runs) {
      if (run.rule() instanceof FaultRule.OfCalls rule
          && rule.effect() instanceof CallEffect.Lag more
          && isAbout(rule, LatticeApi.SIGNING_NAME, call.operation(), call.caller())
          && takes(run, sequence.getAsLong())) {
        lag = new Lag(longer(lag.lists(), more.lists()), longer(lag.tags(), more.tags()));
      }
    }
    return lag;
  }

  @Override
  public synchronized Duration duration(
      String resourceType, String id, Status inProgress, Duration usual) {
    var duration = usual;
    for (var run : runs) {
      if (isAbout(run.rule(), resourceType, inProgress)) {
        duration = duration(run, duration);
      }
    }
    return duration;
  }

  private Duration duration(RuleRun run, Duration usual) {
    if (!(run.rule() instanceof FaultRule.OfProgress rule)) {
      return usual;
    }
    return switch (rule.effect()) {
      case ProgressEffect.Failing _ -> usual;
      case ProgressEffect.Slowed slowed ->
          takes(run) ? Duration.ofNanos(Math.round(usual.toNanos() * slowed.factor())) : usual;
      case ProgressEffect.Lasting lasting -> takes(run) ? lasting.duration() : usual;
    };
  }

  @Override
  public synchronized Optional<Failure> onSettle(
      String resourceType, String id, Status inProgress) {
    for (var run : runs) {
      if (isAbout(run.rule(), resourceType, inProgress)
          && run.rule() instanceof FaultRule.OfProgress rule
          && rule.effect() instanceof ProgressEffect.Failing failing
          && takes(run)) {
        return Optional.of(new Failure(failing.failureCode(), failing.failureMessage()));
      }
    }
    return Optional.empty();
  }

  /** How much longer a call of any service takes. */
  synchronized Duration latency(String service, String operation, Caller caller) {
    var latency = Duration.ZERO;
    for (var run : runs) {
      if (run.rule() instanceof FaultRule.OfCalls rule
          && rule.effect() instanceof CallEffect.Delay delay
          && isAbout(rule, service, operation, caller)
          && takes(run)) {
        latency = latency.plus(delay.distribution().next(run.random()));
      }
    }
    return latency;
  }

  /** How a call of a service other than VPC Lattice ends, if not by itself. */
  synchronized Optional<CallEffect> end(String service, String operation, Caller caller) {
    for (var run : runs) {
      if (run.rule() instanceof FaultRule.OfCalls rule
          && ends(rule.effect())
          && isAbout(rule, service, operation, caller)
          && takes(run)) {
        return Optional.of(rule.effect());
      }
    }
    return Optional.empty();
  }

  private static boolean ends(CallEffect effect) {
    return switch (effect) {
      case CallEffect.Refusal _, CallEffect.Loss _, CallEffect.BlackHole _ -> true;
      case CallEffect.Delay _, CallEffect.Unsuccessful _, CallEffect.Lag _ -> false;
    };
  }

  private boolean takes(RuleRun run) {
    return takes(run, sequence.getAsLong());
  }

  private boolean takes(RuleRun run, long number) {
    return run.takes(number, clock.now());
  }

  private static boolean isAbout(
      FaultRule.OfCalls rule, String service, String operation, Caller caller) {
    return rule.calls().matches(service, operation, caller);
  }

  private static boolean isAbout(FaultRule rule, String resourceType, Status inProgress) {
    return rule instanceof FaultRule.OfProgress progress
        && (progress.kinds().isEmpty() || progress.kinds().contains(resourceType))
        && progress.during().stream().anyMatch(phase -> inProgress.name().startsWith(phase.name()));
  }

  private static Duration longer(Duration one, Duration two) {
    return one.compareTo(two) >= 0 ? one : two;
  }
}
