package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.Action;
import io.latticeoperator.simulator.lattice.AuthType;
import io.latticeoperator.simulator.lattice.HealthCheck;
import io.latticeoperator.simulator.lattice.Identity;
import io.latticeoperator.simulator.lattice.Listener;
import io.latticeoperator.simulator.lattice.ListenerProtocol;
import io.latticeoperator.simulator.lattice.Match;
import io.latticeoperator.simulator.lattice.Owner;
import io.latticeoperator.simulator.lattice.PrivateDns;
import io.latticeoperator.simulator.lattice.Progress;
import io.latticeoperator.simulator.lattice.Rule;
import io.latticeoperator.simulator.lattice.Service;
import io.latticeoperator.simulator.lattice.ServiceAssociation;
import io.latticeoperator.simulator.lattice.ServiceNetwork;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.Status;
import io.latticeoperator.simulator.lattice.Target;
import io.latticeoperator.simulator.lattice.TargetGroup;
import io.latticeoperator.simulator.lattice.TargetStatus;
import io.latticeoperator.simulator.lattice.View;
import io.latticeoperator.simulator.lattice.VpcAssociation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A control plane's state, put together by hand: IDs are names, and service {@code shop} is reached
 * as {@code shop.lattice.test}.
 */
final class Scene {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Owner OWNER = new Owner("111122223333", "eu-central-1");

  private final List<ServiceNetwork> networks = new ArrayList<>();
  private final List<VpcAssociation> vpcs = new ArrayList<>();
  private final List<ServiceAssociation> members = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, TargetGroup> groups = new HashMap<>();
  private final Map<String, List<Target>> targets = new HashMap<>();
  private final Map<String, String> policies = new HashMap<>();
  private Settings settings = Settings.quick();

  /**
   * Network {@code net}, entered from {@code vpc-a}; service {@code shop} forwards to {@code blue}.
   */
  static Scene shop() {
    return new Scene()
        .network("net", AuthType.NONE)
        .vpc("vpc-a", "net", Status.ACTIVE)
        .service("shop", "net", AuthType.NONE, null)
        .listener("shop", ListenerProtocol.HTTP, 80, to("blue"))
        .group("blue", "HTTP1");
  }

  static Identity identity(String id) {
    return new Identity(id, "arn:" + id, OWNER, 0, START);
  }

  static Action to(String group) {
    return to(group, 100);
  }

  /** Pairs of group and weight. */
  static Action to(Object... groupsAndWeights) {
    var weighted = new ArrayList<Action.Weighted>();
    for (int at = 0; at < groupsAndWeights.length; at += 2) {
      weighted.add(
          new Action.Weighted((String) groupsAndWeights[at], (int) groupsAndWeights[at + 1]));
    }
    return new Action.Forward(weighted);
  }

  static Target target(String ip, TargetStatus status) {
    return target(ip, 8080, status);
  }

  static Target target(String ip, int port, TargetStatus status) {
    return new Target(new Target.Key(ip, port), 0, status, null, START, null, false);
  }

  Scene settings(Settings changed) {
    settings = changed;
    return this;
  }

  Scene network(String name, AuthType auth) {
    networks.removeIf(network -> network.name().equals(name));
    networks.add(new ServiceNetwork(identity(name), name, auth, true, START));
    return this;
  }

  /** With single quotes for double ones. */
  Scene policy(String holder, String statements) {
    var json = "{'Version':'2012-10-17','Statement':[%s]}".formatted(statements);
    policies.put("arn:" + holder, json.replace('\'', '"'));
    return this;
  }

  Scene vpc(String vpcId, String network, Status status) {
    vpcs.removeIf(association -> association.vpcId().equals(vpcId));
    vpcs.add(
        new VpcAssociation(
            identity("snva-" + vpcId),
            network,
            vpcId,
            List.of(),
            PrivateDns.OFF,
            Progress.of(status),
            START));
    return this;
  }

  Scene service(String name, String network, AuthType auth, @Nullable String customDomain) {
    services.removeIf(service -> service.name().equals(name));
    services.add(
        new Service(
            identity(name),
            name,
            auth,
            name + ".lattice.test",
            "Z1",
            customDomain,
            null,
            Duration.ofMinutes(1),
            Progress.of(Status.ACTIVE),
            START));
    return member(name, network, Status.ACTIVE);
  }

  Scene member(String service, String network, Status status) {
    members.removeIf(member -> member.serviceId().equals(service));
    members.add(
        new ServiceAssociation(identity("snsa-" + service), network, service, Progress.of(status)));
    return this;
  }

  Scene listener(String service, ListenerProtocol protocol, int port, Action action) {
    var id = service + ":" + port;
    listeners.removeIf(listener -> listener.id().equals(id));
    listeners.add(new Listener(identity(id), service, "l" + port, protocol, port, action, START));
    return this;
  }

  /** Rules must be added by ascending priority. */
  Scene rule(String service, int port, int priority, Match match, Action action) {
    var listener = service + ":" + port;
    var id = listener + "#" + priority;
    rules.add(new Rule(identity(id), service, listener, id, false, priority, match, action, START));
    return this;
  }

  Scene group(String name, String protocolVersion) {
    return group(name, "HTTP", protocolVersion);
  }

  Scene group(String name, String protocol, String protocolVersion) {
    var check =
        new HealthCheck(
            true,
            "HTTP",
            "HTTP1",
            0,
            "/healthz",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            2,
            2,
            "200,300-302");
    var config = new TargetGroup.Config(8080, protocol, protocolVersion, "IPV4", "vpc-targets", "");
    groups.put(
        name,
        new TargetGroup(
            identity(name), name, "IP", config, check, Progress.of(Status.ACTIVE), START));
    return this;
  }

  /** A group whose health checks speak something else. */
  Scene checked(String name, String protocol, String protocolVersion) {
    var group = group(name);
    var check = group.healthCheck();
    groups.put(
        name,
        new TargetGroup(
            group.identity(),
            name,
            group.type(),
            group.config(),
            new HealthCheck(
                true,
                protocol,
                protocolVersion,
                check.port(),
                check.path(),
                check.interval(),
                check.timeout().multipliedBy(5),
                check.healthyThreshold(),
                check.unhealthyThreshold(),
                check.matcher()),
            group.progress(),
            START));
    return this;
  }

  /** A group of functions; {@code version} of the event structure. */
  Scene functions(String name, String version) {
    var config = new TargetGroup.Config(0, "", "", "", "", version);
    var unchecked =
        new HealthCheck(false, "HTTP", "HTTP1", 0, "/", Duration.ZERO, Duration.ZERO, 0, 0, "200");
    groups.put(
        name,
        new TargetGroup(
            identity(name), name, "LAMBDA", config, unchecked, Progress.of(Status.ACTIVE), START));
    return this;
  }

  Scene targets(String group, Target... all) {
    targets.put(group, Arrays.asList(all));
    return this;
  }

  TargetGroup group(String name) {
    var group = groups.get(name);
    if (group == null) {
      throw new IllegalArgumentException(name);
    }
    return group;
  }

  View view() {
    return new View(
        START,
        settings,
        networks,
        vpcs,
        members,
        services,
        listeners,
        rules,
        List.copyOf(groups.values()),
        List.of(),
        targets,
        policies);
  }

  /** As a data plane sees it that has just been started. */
  RoutingTable table() {
    return table(Callers.unknown(() -> START));
  }

  RoutingTable table(Callers callers) {
    var view = view();
    return new RoutingTable(
        view, TargetHealth.NONE.observed(view), new Authorization(view, callers));
  }
}
