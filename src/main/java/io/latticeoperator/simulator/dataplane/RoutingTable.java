package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.Action;
import io.latticeoperator.simulator.lattice.Listener;
import io.latticeoperator.simulator.lattice.ListenerProtocol;
import io.latticeoperator.simulator.lattice.Rule;
import io.latticeoperator.simulator.lattice.Service;
import io.latticeoperator.simulator.lattice.ServiceAssociation;
import io.latticeoperator.simulator.lattice.ServiceNetwork;
import io.latticeoperator.simulator.lattice.Status;
import io.latticeoperator.simulator.lattice.Target;
import io.latticeoperator.simulator.lattice.TargetGroup;
import io.latticeoperator.simulator.lattice.TargetStatus;
import io.latticeoperator.simulator.lattice.View;
import io.latticeoperator.simulator.lattice.VpcAssociation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where requests go, as the data plane sees it at one instant. Immutable.
 *
 * <p>A service is found by the Host header among those of the service network with which the
 * caller's VPC is associated; then its listener by port, the first rule that matches, one of its
 * groups by weight, and within that one the targets that are able to serve in turn: HEALTHY ones
 * and those of groups without checks (UNAVAILABLE). When there is none of these, all that are
 * registered get requests (fail-open). There is no failover between groups.
 */
public final class RoutingTable {
  private final View wired;
  private final TargetHealth health;
  private final Authorization authorization;
  private final Map<String, Map<String, Site>> sites;
  private final Map<String, List<Rule>> rules;
  private final Map<String, TargetGroup> groups;
  private final Map<String, List<Target.Key>> candidates = new ConcurrentHashMap<>();

  /**
   * @param wired what the data plane has been told so far
   * @param health what it knows of the targets now
   * @param authorization by the policies of {@code wired}
   */
  RoutingTable(View wired, TargetHealth health, Authorization authorization) {
    this.wired = wired;
    this.health = health;
    this.authorization = authorization;
    this.sites = sites(wired);
    this.rules = wired.rules().stream().collect(Collectors.groupingBy(Rule::listenerId));
    this.groups =
        wired.targetGroups().stream()
            .collect(Collectors.toMap(TargetGroup::id, Function.identity()));
  }

  /** What a client in a VPC finds under a host name. */
  private record Site(
      VpcAssociation association,
      ServiceNetwork network,
      Service service,
      Map<Integer, Listener> listeners) {}

  /**
   * What becomes of a request.
   *
   * @param turns decides between equals; the rest is a function of the table and {@code head}
   */
  public Route route(RequestHead head, Turns turns) {
    var site = sites.getOrDefault(head.entrance().vpcId(), Map.of()).get(head.host());
    if (site == null) {
      return new Route.Refused(
          404,
          "no service '%s' in the service network of %s"
              .formatted(head.host(), head.entrance().vpcId()),
          null);
    }
    var listener = site.listeners().get(head.entrance().port());
    boolean passedThrough =
        listener != null && listener.protocol() == ListenerProtocol.TLS_PASSTHROUGH;
    if (listener == null || passedThrough != (head.protocol() == ClientProtocol.TLS)) {
      return new Route.Refused(
          404,
          "service %s has no listener on port %d"
              .formatted(site.service().name(), head.entrance().port()),
          null);
    }
    var passage = new Route.Passage(site.association(), site.network(), site.service(), listener);
    if (!passedThrough && head.secure() != (listener.protocol() == ListenerProtocol.HTTPS)) {
      return new Route.Refused(400, "the listener speaks " + listener.protocol(), passage);
    }
    var decided = authorization.invoke(head, passage);
    var known = passage.of(decided.identity());
    return decided.refusal() == null
        ? act(known, head, turns)
        : new Route.Refused(403, decided.refusal(), known);
  }

  /** The targets among which requests for a group take turns; empty for an unknown group. */
  public List<Target.Key> candidates(String targetGroupId) {
    return candidates.computeIfAbsent(targetGroupId, this::ableToServe);
  }

  /** Every caller's VPC with every port on which it finds some listener. */
  public Set<Entrance> entrances() {
    var all = new TreeSet<Entrance>();
    sites.forEach(
        (vpc, hosts) ->
            hosts
                .values()
                .forEach(
                    site ->
                        site.listeners()
                            .keySet()
                            .forEach(port -> all.add(new Entrance(vpc, port)))));
    return all;
  }

  /** Whether a TLS connection whose client asks for a name is passed on as it is. */
  boolean passesThrough(Entrance entrance, String serverName) {
    var site = sites.getOrDefault(entrance.vpcId(), Map.of()).get(serverName);
    if (site == null) {
      return false;
    }
    var listener = site.listeners().get(entrance.port());
    return listener != null
        && listener.protocol() == ListenerProtocol.TLS_PASSTHROUGH
        && serverName.equalsIgnoreCase(site.service().customDomainName());
  }

  /** Whether a host name, in lower case, is some service's. */
  boolean serves(String host) {
    return sites.values().stream().anyMatch(hosts -> hosts.containsKey(host));
  }

  /** The value in ARNs after {@code arn}. */
  String partition() {
    return wired.settings().partition();
  }

  private Route act(Route.Passage passage, RequestHead head, Turns turns) {
    var listener = passage.listener();
    boolean bySegments = wired.settings().choices().prefixMatchesSegments();
    for (var rule : rules.getOrDefault(listener.id(), List.of())) {
      if (!rule.isDefault() && Matching.matches(rule.match(), head, bySegments)) {
        return perform(rule.action(), rule.id(), passage, head, turns);
      }
    }
    return perform(listener.defaultAction(), listener.id(), passage, head, turns);
  }

  private Route perform(
      Action action, String turnId, Route.Passage passage, RequestHead head, Turns turns) {
    return switch (action) {
      case Action.FixedResponse fixed -> new Route.Fixed(passage, fixed.statusCode());
      case Action.Forward forward -> {
        var weights = forward.groups().stream().map(Action.Weighted::weight).toList();
        int chosen =
            weights.size() == 1 && weights.getFirst() > 0
                ? 0
                : Rotation.weighted(weights, turns.next(turnId));
        yield chosen < 0
            ? noTarget(passage, "every weight is 0")
            : forward(forward.groups().get(chosen).targetGroupId(), passage, head, turns);
      }
    };
  }

  private Route forward(
      String targetGroupId, Route.Passage passage, RequestHead head, Turns turns) {
    var group = groups.get(targetGroupId);
    var able = candidates(targetGroupId);
    if (group == null || able.isEmpty()) {
      return noTarget(passage, "target group " + targetGroupId + " has no target");
    }
    if (!head.protocol().canGoTo(group, head.method())) {
      return new Route.Refused(
          502, head.protocol() + " cannot go to a group with " + spoken(group), passage);
    }
    int turn = Rotation.even(able.size(), turns.next(targetGroupId));
    return new Route.Forward(passage, group, able.get(turn));
  }

  private static String spoken(TargetGroup group) {
    var config = group.config();
    return config.protocolVersion().isEmpty() ? config.protocol() : config.protocolVersion();
  }

  private Route noTarget(Route.Passage passage, String reason) {
    return new Route.Refused(wired.settings().choices().noTargetStatus(), reason, passage);
  }

  private List<Target.Key> ableToServe(String targetGroupId) {
    var registered =
        wired.targetsOf(targetGroupId).stream()
            .filter(target -> !target.gone() && target.status() != TargetStatus.DRAINING)
            .map(Target::key)
            .toList();
    var able =
        registered.stream()
            .filter(
                key ->
                    switch (health.of(targetGroupId, key)) {
                      case HEALTHY, UNAVAILABLE -> true;
                      case INITIAL, UNHEALTHY, UNUSED, DRAINING -> false;
                    })
            .toList();
    return able.isEmpty() ? registered : able;
  }

  private static Map<String, Map<String, Site>> sites(View view) {
    var networks =
        view.networks().stream().collect(Collectors.toMap(ServiceNetwork::id, Function.identity()));
    var services =
        view.services().stream().collect(Collectors.toMap(Service::id, Function.identity()));
    var members =
        view.serviceAssociations().stream()
            .filter(association -> isLive(association.status()))
            .collect(Collectors.groupingBy(ServiceAssociation::networkId));
    var sites = new HashMap<String, Map<String, Site>>();
    for (var association : view.vpcAssociations()) {
      var network = networks.get(association.networkId());
      if (network == null || !isLive(association.status())) {
        continue;
      }
      var hosts = sites.computeIfAbsent(association.vpcId(), _ -> new HashMap<>());
      for (var member : members.getOrDefault(network.id(), List.of())) {
        var service = services.get(member.serviceId());
        if (service != null && isLive(service.status())) {
          var site = new Site(association, network, service, listeners(view, service));
          hosts.put(service.domainName(), site);
          if (service.customDomainName() != null) {
            hosts.put(service.customDomainName().toLowerCase(Locale.ROOT), site);
          }
        }
      }
    }
    return sites;
  }

  private static Map<Integer, Listener> listeners(View view, Service service) {
    return view.listenersOf(service).stream()
        .collect(Collectors.toMap(Listener::port, Function.identity()));
  }

  private static boolean isLive(Status status) {
    return switch (status) {
      case ACTIVE, UPDATE_IN_PROGRESS, UPDATE_FAILED, DELETE_FAILED -> true;
      case CREATE_IN_PROGRESS, CREATE_FAILED, DELETE_IN_PROGRESS -> false;
    };
  }
}
