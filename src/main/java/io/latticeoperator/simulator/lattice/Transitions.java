package io.latticeoperator.simulator.lattice;

/** Carries out what has become due. What no longer applies does nothing. */
final class Transitions {
  private Transitions() {}

  static void apply(State state, Transition transition) {
    switch (transition) {
      case Transition.Settle settle ->
          state.find(settle.id()).ifPresent(resource -> settle(state, resource));
      case Transition.Vanish vanish ->
          state.find(vanish.id()).ifPresent(resource -> vanish(state, resource));
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

  private static void settle(State state, Resource resource) {
    switch (resource) {
      case Service service -> {
        if (service.status() == Status.CREATE_IN_PROGRESS) {
          state.services().put(service.withStatus(Status.ACTIVE));
        }
      }
      case TargetGroup group -> {
        if (group.status() == Status.CREATE_IN_PROGRESS) {
          state.targetGroups().put(group.withStatus(Status.ACTIVE));
        }
      }
      case ServiceAssociation association -> {
        if (association.status() == Status.CREATE_IN_PROGRESS) {
          state.serviceAssociations().put(association.withStatus(Status.ACTIVE));
        }
      }
      case VpcAssociation association -> {
        if (association.status() == Status.CREATE_IN_PROGRESS
            || association.status() == Status.UPDATE_IN_PROGRESS) {
          state.vpcAssociations().put(association.withStatus(Status.ACTIVE));
        }
      }
      case ServiceNetwork _, Listener _, Rule _ -> {}
    }
  }

  private static void vanish(State state, Resource resource) {
    switch (resource) {
      case Service service -> {
        state.listeners().all().stream()
            .filter(listener -> listener.serviceId().equals(service.id()))
            .toList()
            .forEach(listener -> Listeners.remove(state, listener));
        state.services().remove(service.id());
      }
      case TargetGroup group -> {
        state.targets().removeGroup(group.id());
        state.targetGroups().remove(group.id());
      }
      case ServiceAssociation association -> state.serviceAssociations().remove(association.id());
      case VpcAssociation association -> state.vpcAssociations().remove(association.id());
      case ServiceNetwork _, Listener _, Rule _ -> {}
    }
    state.forgetAttachments(resource);
  }
}
