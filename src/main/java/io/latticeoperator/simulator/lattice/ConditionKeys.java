package io.latticeoperator.simulator.lattice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of condition keys that a call and the resource it is about have. */
final class ConditionKeys {
  private static final String PREFIX = "vpc-lattice:";

  private ConditionKeys() {}

  /**
   * What the request says. Keys without a value are left out.
   *
   * @param names of VPC Lattice's keys that count
   */
  static Map<String, List<String>> ofRequest(List<String> names, Arns arns, Request request) {
    var keys = new HashMap<String, List<String>>();
    for (var name : names) {
      boolean areArns = name.endsWith("Arn") || name.endsWith("Arns");
      var values =
          PermissionTable.get().values().getOrDefault(name, List.of()).stream()
              .flatMap(path -> path.values(request.input()).stream())
              .map(value -> areArns ? arns.of(value) : value)
              .toList();
      put(keys, PREFIX + name, values);
    }
    var tagKeys = new ArrayList<String>();
    request
        .tags()
        .forEach(
            (key, value) -> {
              tagKeys.add(key);
              keys.put("aws:RequestTag/" + key, List.of(value));
            });
    request.items("tagKeys").forEach(key -> tagKeys.add(key.asText()));
    put(keys, "aws:TagKeys", tagKeys);
    return keys;
  }

  /** What is known of a resource that exists. */
  static Map<String, List<String>> ofResource(State state, Resource resource) {
    var keys = new HashMap<String, List<String>>();
    state
        .attachments()
        .tags(resource.arn())
        .forEach((key, value) -> keys.put("aws:ResourceTag/" + key, List.of(value)));
    switch (resource) {
      case ServiceNetwork network -> put(keys, "AuthType", network.authType());
      case Service service -> put(keys, "AuthType", service.authType());
      case Listener listener -> {
        put(keys, "Protocol", listener.protocol());
        groups(state, keys, listener.defaultAction());
      }
      case Rule rule -> groups(state, keys, rule.action());
      case TargetGroup group -> put(keys, "VpcId", group.config().vpcId());
      case ServiceAssociation association -> {
        put(keys, "ServiceArn", state.services().referred(association.serviceId()).arn());
        network(state, keys, association.networkId());
      }
      case VpcAssociation association -> {
        put(keys, "VpcId", association.vpcId());
        put(keys, PREFIX + "SecurityGroupIds", association.securityGroupIds());
        privateDns(keys, association.privateDns());
        network(state, keys, association.networkId());
      }
      case ResourceGateway gateway -> put(keys, "VpcId", gateway.vpcId());
      case ResourceAssociation association -> {
        configuration(state, keys, association.configurationId());
        network(state, keys, association.networkId());
      }
      case EndpointAssociation association -> {
        put(keys, "VpcEndpointId", association.endpoint().id());
        configuration(state, keys, association.targetId());
      }
      case DomainVerification verification -> put(keys, "DomainName", verification.domainName());
      case ResourceConfiguration _, AccessLogSubscription _ -> {}
    }
    return keys;
  }

  private static void network(State state, Map<String, List<String>> keys, String id) {
    put(keys, "ServiceNetworkArn", state.networks().referred(id).arn());
  }

  /** An endpoint may also be associated with a network, which has no key of its own. */
  private static void configuration(State state, Map<String, List<String>> keys, String id) {
    var arns =
        state.resourceConfigurations().find(id).map(ResourceConfiguration::arn).stream().toList();
    put(keys, PREFIX + "ResourceConfigurationArn", arns);
  }

  private static void privateDns(Map<String, List<String>> keys, PrivateDns dns) {
    if (dns.preference() != null) {
      put(keys, "PrivateDnsPreference", dns.preference());
    }
    put(keys, PREFIX + "PrivateDnsSpecifiedDomains", dns.specifiedDomains());
  }

  private static void groups(State state, Map<String, List<String>> keys, Action action) {
    var arns =
        action.targetGroupIds().stream()
            .flatMap(id -> state.targetGroups().find(id).stream())
            .map(TargetGroup::arn)
            .toList();
    put(keys, PREFIX + "TargetGroupArns", arns);
  }

  private static void put(Map<String, List<String>> keys, String name, Object value) {
    var text = value.toString();
    put(keys, PREFIX + name, text.isEmpty() ? List.of() : List.of(text));
  }

  private static void put(Map<String, List<String>> keys, String key, List<String> values) {
    if (!values.isEmpty()) {
      keys.put(key, values);
    }
  }
}
