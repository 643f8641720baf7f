package io.latticeoperator.simulator.lattice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Carries out what has become due. What no longer applies does nothing. */
final class Transitions {
  private Transitions() {}

  /**
   * @param faults decide whether what was in progress succeeds
   */
  static void apply(State state, Faults faults, Transition transition, Instant now) {
    switch (transition) {
      case Transition.Settle settle ->
          state.find(settle.id()).ifPresent(resource -> settle(state, faults, resource, now));
      case Transition.Vanish vanish ->
          state.find(vanish.id()).ifPresent(resource -> vanish(state, faults, resource));
      case Transition.Drained drained ->
          state
              .targets()
              .find(drained.targetGroupId(), drained.key())
              .filter(target -> drained.deregisteredAt().equals(target.deregisteredAt()))
              .ifPresent(target -> Targets.depart(state, drained.targetGroupId(), target.key()));
      case Transition.Forget forget ->
          state.targets().forget(forget.targetGroupId(), forget.departed());
    }
  }

  /** How long until a transition; what is in progress may take longer than the settings say. */
  static Duration delay(State state, Faults faults, Transition.Due due) {
    var usual = due.delay().isNegative() ? Duration.ZERO : due.delay();
    return switch (due.transition()) {
      case Transition.Settle settle -> delay(state, faults, settle.id(), usual);
      case Transition.Vanish vanish -> delay(state, faults, vanish.id(), usual);
      case Transition.Drained _, Transition.Forget _ -> usual;
    };
  }

  private static Duration delay(State state, Faults faults, String id, Duration usual) {
    return state
        .find(id)
        .filter(Evolving.class::isInstance)
        .map(Evolving.class::cast)
        .map(
            resource ->
                faults.duration(
                    state.family(resource).resourceType(), id, resource.status(), usual))
        .orElse(usual);
  }

  private static void settle(State state, Faults faults, Resource resource, Instant now) {
    switch (resource) {
      case Evolving evolving -> {
        switch (evolving.status()) {
          case CREATE_IN_PROGRESS -> complete(state, faults, evolving, Status.CREATE_FAILED);
          case UPDATE_IN_PROGRESS -> complete(state, faults, evolving, Status.UPDATE_FAILED);
          case ACTIVE, DELETE_IN_PROGRESS, CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED -> {}
        }
      }
      case DomainVerification verification -> conclude(state, faults, verification, now);
      case ServiceNetwork _,
          Listener _,
          Rule _,
          EndpointAssociation _,
          AccessLogSubscription _ -> {}
    }
  }

  private static void complete(State state, Faults faults, Evolving resource, Status otherwise) {
    var failure = failure(state, faults, resource);
    state.put(
        resource.with(
            failure
                .map(reason -> new Progress(otherwise, reason))
                .orElseGet(() -> Progress.of(Status.ACTIVE))));
  }

  private static void vanish(State state, Faults faults, Resource resource) {
    if (resource instanceof Evolving evolving) {
      var failure = failure(state, faults, evolving);
      if (failure.isPresent()) {
        state.put(evolving.with(new Progress(Status.DELETE_FAILED, failure.get())));
        return;
      }
    }
    Removal.of(state, resource);
  }

  private static void conclude(
      State state, Faults faults, DomainVerification verification, Instant now) {
    if (verification.stage() == DomainVerification.Stage.PENDING) {
      var family = state.domainVerifications();
      var failure =
          faults.onSettle(family.resourceType(), verification.id(), Status.CREATE_IN_PROGRESS);
      family.put(failure.isPresent() ? verification.timedOut() : verification.verified(now));
    }
  }

  private static Optional<Failure> failure(State state, Faults faults, Evolving resource) {
    var family = state.family(resource);
    return faults.onSettle(family.resourceType(), resource.id(), resource.status());
  }
}
