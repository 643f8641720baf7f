package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The whole state as JSON, which is equal exactly when the states are. */
final class Snapshot {
  private Snapshot() {}

  static ObjectNode of(State state) {
    var root = Json.object();
    for (var family : state.families()) {
      for (var resource : family.all()) {
        var node = described(state, resource);
        if (resource instanceof TargetGroup group) {
          putTargets(node, state, group);
        }
        root.withArray(family.name()).add(node);
      }
    }
    return root;
  }

  /** A resource with what is attached to it, but without its targets. */
  static ObjectNode described(State state, Resource resource) {
    var node =
        switch (resource) {
          case ServiceNetwork network -> ServiceNetworks.describe(state, network);
          case Service service -> Services.describe(state, service);
          case Listener listener -> Listeners.describe(state, listener);
          case Rule rule -> Rules.describe(state, rule);
          case TargetGroup group -> TargetGroups.describe(state, group);
          case ServiceAssociation association -> ServiceAssociations.describe(state, association);
          case VpcAssociation association -> VpcAssociations.describe(state, association);
          case ResourceGateway gateway -> ResourceGateways.describe(gateway);
          case ResourceConfiguration configuration ->
              ResourceConfigurations.describe(state, configuration);
          case ResourceAssociation association -> ResourceAssociations.describe(state, association);
          case EndpointAssociation association -> EndpointAssociations.describe(association);
          case DomainVerification verification -> DomainVerifications.describe(state, verification);
          case AccessLogSubscription subscription -> AccessLogSubscriptions.describe(subscription);
        };
    var tags = node.putObject("tags");
    state.attachments().tags(resource.arn()).forEach(tags::put);
    var attached = state.attachments();
    attached
        .authPolicies()
        .find(resource.arn())
        .ifPresent(policy -> node.put("authPolicy", policy.text()));
    attached
        .resourcePolicies()
        .find(resource.arn())
        .ifPresent(policy -> node.put("resourcePolicy", policy.text()));
    return node;
  }

  private static void putTargets(ObjectNode node, State state, TargetGroup group) {
    var targets = node.putArray("targets");
    state.targets().of(group.id()).forEach(target -> targets.add(Targets.describe(target)));
  }
}
