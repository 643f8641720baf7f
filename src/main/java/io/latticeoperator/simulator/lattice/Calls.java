package io.latticeoperator.simulator.lattice;

import io.latticeoperator.simulator.aws.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of calls, one at a time: throttling, faults, validation, permission and the effect;
 * then the line in the journal.
 */
final class Calls {
  private final State state;
  private final ClientTokens tokens;
  private final Permissions permissions;
  private final TokenBuckets buckets;
  private final Journal journal;
  private final Model model;

  Calls(State state, ClientTokens tokens) {
    var settings = state.settings();
    this.state = state;
    this.tokens = tokens;
    this.permissions = new Permissions(state);
    this.buckets = new TokenBuckets(settings.throttling());
    this.journal = state.environment().journal();
    this.model = Model.of(settings.choices().newerModel());
  }

  /** Empty for a call that is never answered. */
  Optional<Answer> answer(Call call, Faults faults) {
    var operation = Optional.ofNullable(model.operations().get(call.operation()));
    var read = operation.map(Model.Operation::isRead).orElse(false);
    if (journal.isDetailed() && !read) {
      state.changes().begin();
    }
    var fault = fault(call, operation, faults);
    var answer =
        fault.isPresent()
            ? faulty(call, operation, faults, fault.get())
            : answer(call, operation, faults, Withheld.NOTHING);
    var changes = state.changes().end();
    switch (answer) {
      case Answer.Ok ok -> write(call, read, "OK", ok.status(), changes);
      case Answer.Refusal refusal ->
          write(call, read, refusal.code().wireName(), refusal.status(), changes);
      case Answer.Lost _ -> write(call, read, "LOST", 0, changes);
    }
    boolean silent = fault.filter(Faults.Fault.Unanswered.class::isInstance).isPresent();
    return silent ? Optional.empty() : Optional.of(answer);
  }

  /** What comes too often never gets as far as to go wrong in another way. */
  private Optional<Faults.Fault> fault(
      Call call, Optional<Model.Operation> operation, Faults faults) {
    var wait = operation.flatMap(each -> buckets.take(Owner.of(call.caller()), each, now()));
    return wait.isPresent()
        ? wait.map(Faults.Fault.Throttled::new)
        : faults.on(journal.next(), call);
  }

  private void write(
      Call call, boolean read, String result, int status, List<Journal.Change> changes) {
    journal.add(
        new Journal.Ended(
            now(),
            call.caller(),
            LatticeApi.SIGNING_NAME,
            call.operation(),
            read,
            call.input(),
            result,
            status,
            changes));
  }

  private Answer faulty(
      Call call, Optional<Model.Operation> operation, Faults faults, Faults.Fault fault) {
    return switch (fault) {
      case Faults.Fault.Throttled throttled -> Refused.throttled(throttled.retryAfter());
      case Faults.Fault.FailedBefore _ ->
          new Answer.Refusal(ErrorCode.INTERNAL_SERVER, "Internal server error", Json.object());
      case Faults.Fault.Refused refused ->
          Refused.by(refused.code(), refused.message(), refused.retryAfter());
      case Faults.Fault.AnswerLost _ -> lost(call, operation, faults, true);
      case Faults.Fault.NeverArrived _ -> lost(call, operation, faults, false);
      case Faults.Fault.Unanswered unanswered -> lost(call, operation, faults, unanswered.effect());
      case Faults.Fault.SomeUnsuccessful some ->
          answer(call, operation, faults, new Withheld(some));
    };
  }

  private Answer lost(
      Call call, Optional<Model.Operation> operation, Faults faults, boolean effect) {
    if (effect) {
      answer(call, operation, faults, Withheld.NOTHING);
    }
    return new Answer.Lost();
  }

  private Answer answer(
      Call call, Optional<Model.Operation> modelled, Faults faults, Withheld withheld) {
    var implemented = Operations.named(call.operation());
    if (modelled.isEmpty() || implemented == null) {
      return Refused.validation(
          "unknownOperation",
          "The simulator does not have the operation %s".formatted(call.operation()));
    }
    var operation = modelled.get();
    var invalid = Validation.check(model, operation, call.input());
    if (invalid.isPresent()) {
      return invalid.get();
    }
    var owner = Owner.of(call.caller());
    var input = call.input().deepCopy();
    input.retain(operation.input().stream().map(Model.Member::name).toList());
    var unsuccessful = withheld.from(input);
    var request = new Request(owner, input, now(), faults.lag(call));
    try {
      permissions.require(call.caller(), operation.name(), request);
      var repeated = tokens.recall(operation.name(), request, id -> state.find(id).isPresent());
      if (repeated.isPresent()) {
        return new Answer.Ok(operation.status(), repeated.get());
      }
      Tags.admit(request.tags());
      var output = implemented.apply(state, request);
      if (!unsuccessful.isEmpty()) {
        output.withArray("unsuccessful").addAll(unsuccessful);
      }
      tokens.remember(
          operation.name(),
          request,
          output,
          request.now().plus(state.settings().clientTokenLife()));
      return new Answer.Ok(operation.status(), output);
    } catch (Refused refused) {
      return refused.refusal();
    }
  }

  private Instant now() {
    return state.environment().timeline().now();
  }
}
