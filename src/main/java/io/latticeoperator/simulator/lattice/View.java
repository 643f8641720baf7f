package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that the data plane needs, at one instant, as the control plane knows it: the data plane's
 * lag is not applied.
 *
 * @param at when it was taken
 * @param rules without the default ones, by ascending priority within a listener
 * @param targets by target group ID, in order of registration; includes targets that are {@link
 *     Target#gone()} for as long as the data plane's lag may still show them
 * @param authPolicies their texts by the ARN of the service or service network
 */
public record View(
    Instant at,
    Settings settings,
    List<ServiceNetwork> networks,
    List<VpcAssociation> vpcAssociations,
    List<ServiceAssociation> serviceAssociations,
    List<Service> services,
    List<Listener> listeners,
    List<Rule> rules,
    List<TargetGroup> targetGroups,
    List<AccessLogSubscription> accessLogSubscriptions,
    Map<String, List<Target>> targets,
    Map<String, String> authPolicies) {
  public View {
    networks = List.copyOf(networks);
    vpcAssociations = List.copyOf(vpcAssociations);
    serviceAssociations = List.copyOf(serviceAssociations);
    services = List.copyOf(services);
    listeners = List.copyOf(listeners);
    rules = List.copyOf(rules);
    targetGroups = List.copyOf(targetGroups);
    accessLogSubscriptions = List.copyOf(accessLogSubscriptions);
    targets = Map.copyOf(targets);
    authPolicies = Map.copyOf(authPolicies);
  }

  static View of(State state, Instant now) {
    return new View(
        now,
        state.settings(),
        List.copyOf(state.networks().all()),
        List.copyOf(state.vpcAssociations().all()),
        List.copyOf(state.serviceAssociations().all()),
        List.copyOf(state.services().all()),
        List.copyOf(state.listeners().all()),
        state.rules().all().stream()
            .filter(rule -> !rule.isDefault())
            .sorted(Comparator.comparing(Rule::listenerId).thenComparingInt(Rule::priority))
            .toList(),
        List.copyOf(state.targetGroups().all()),
        List.copyOf(state.accessLogSubscriptions().all()),
        state.targetGroups().all().stream()
            .collect(
                Collectors.toMap(
                    TargetGroup::id, group -> state.targets().withDeparted(group.id()))),
        state.attachments().authPolicies().all().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text())));
  }

  /** The listeners of a service. */
  public List<Listener> listenersOf(Service service) {
    return listeners.stream().filter(each -> each.serviceId().equals(service.id())).toList();
  }

  public Optional<TargetGroup> targetGroup(String id) {
    return targetGroups.stream().filter(group -> group.id().equals(id)).findFirst();
  }

  /** The targets of a group; none for a group that is not there. */
  public List<Target> targetsOf(String targetGroupId) {
    return targets.getOrDefault(targetGroupId, List.of());
  }
}
