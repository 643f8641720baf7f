package io.latticeoperator.simulator.lattice;

import java.util.function.Predicate;

/** What goes when a resource goes. */
final class Removal {
  private Removal() {}

  /** Takes a resource away with all that hangs on it. */
  static void of(State state, Resource resource) {
    switch (resource) {
      case ServiceNetwork network -> logs(state, network);
      case Service service -> {
        each(state, state.listeners(), listener -> listener.serviceId().equals(service.id()));
        logs(state, service);
      }
      case Listener listener ->
          each(state, state.rules(), rule -> rule.listenerId().equals(listener.id()));
      case TargetGroup group -> state.targets().removeGroup(group.id());
      case ResourceConfiguration configuration -> logs(state, configuration);
      case Rule _,
          ServiceAssociation _,
          VpcAssociation _,
          ResourceGateway _,
          ResourceAssociation _,
          EndpointAssociation _,
          DomainVerification _,
          AccessLogSubscription _ -> {}
    }
    state.family(resource).remove(resource.id());
    state.attachments().forget(resource);
  }

  private static void logs(State state, Resource resource) {
    each(
        state,
        state.accessLogSubscriptions(),
        subscription -> subscription.resourceId().equals(resource.id()));
  }

  private static <R extends Resource> void each(
      State state, Table<R> family, Predicate<R> hangsOnIt) {
    family.all().stream().filter(hangsOnIt).toList().forEach(resource -> of(state, resource));
  }
}
