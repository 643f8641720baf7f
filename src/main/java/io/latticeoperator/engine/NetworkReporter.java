package io.latticeoperator.engine;

import io.latticeoperator.engine.Report.Condition;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.Plan.Why;
import io.latticeoperator.plan.Slice;
import io.latticeoperator.translate.Finding;
import io.latticeoperator.translate.Finding.About;
import io.latticeoperator.translate.NetworkFacts;
import io.latticeoperator.translate.NetworkTranslation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what a step found about a network into words. */
final class NetworkReporter {
  /** What each condition beyond the network itself is about. */
  private static final Map<Type, Set<Kind>> ASPECTS =
      new TreeMap<>(
          Map.of(
              Type.VPC_ASSOCIATED, EnumSet.of(Kind.VPC_ASSOCIATION),
              Type.AUTHORIZED, EnumSet.of(Kind.AUTH_POLICY, Kind.RESOURCE_POLICY),
              Type.LOGGED, EnumSet.of(Kind.ACCESS_LOG, Kind.LOG_GROUP),
              Type.SHARED, EnumSet.of(Kind.RESOURCE_SHARE, Kind.SHARE_ACCEPTANCE),
              Type.PODS_REACHABLE, EnumSet.of(Kind.SECURITY_GROUP_RULE),
              Type.OBSERVABLE, EnumSet.of(Kind.DASHBOARD, Kind.ALARM)));

  /** Reasons of notes that belong to a condition although nothing is wrong. */
  private static final Map<Type, Set<String>> NOTES =
      Map.of(
          Type.AUTHORIZED, Set.of("PolicyIgnored"),
          Type.PODS_REACHABLE, Set.of("PortsWidened"),
          Type.OBSERVABLE, Set.of("MetricsNotPublished", "AlarmsBounded"));

  private NetworkReporter() {}

  /**
   * All there is to tell about.
   *
   * @param plan what the guard left
   * @param failing failures of changes that are still wanted
   * @param exports how many exports of this cluster are in the network
   */
  record Input(
      NetworkFacts facts,
      NetworkTranslation translation,
      Slice slice,
      Observation observation,
      Plan plan,
      Map<String, Memory.Failure> failing,
      int exports) {}

  static NetworkReport report(Input in) {
    var network = in.slice().observed().nodes(ServiceNetwork.class).findFirst();
    var dashboard = in.slice().desired().nodes(Dashboard.class).findFirst();
    var group = in.slice().desired().nodes(LogGroup.class).findFirst();
    var auth = network.map(n -> n.node().auth()).orElse(null);
    return new NetworkReport(
        in.facts().owner(),
        in.facts().uid(),
        in.facts().generation(),
        conditions(in),
        network.map(n -> n.node().name()).orElse(in.facts().network()),
        network.map(n -> n.physical() == null ? null : n.physical().id()).orElse(null),
        in.exports(),
        in.slice()
            .observed()
            .nodes(VpcAssociation.class)
            .filter(e -> e.node().network().equals(Role.serviceNetwork().text()))
            .map(e -> e.node().vpcId())
            .toList(),
        auth == null ? null : auth.name(),
        group.map(g -> g.node().name()).orElse(null),
        dashboard.map(d -> d.node().name()).orElse(null),
        in.translation().extraPorts(),
        arns(in),
        in.facts().deleting() && gone(in));
  }

  /**
   * Nothing of ours is left but what is retained, and everything could be looked at. A policy goes
   * with what it hangs on, or stays with it.
   */
  private static boolean gone(Input in) {
    return in.observation().certain()
        && in.observation().unread().stream().noneMatch(Observation.Unread::blocking)
        && in.slice().desired().isEmpty()
        && in.plan().changes().isEmpty()
        && in.slice().observed().resources().entrySet().stream()
            .filter(e -> !in.slice().retained().contains(e.getValue().node().kind()))
            .filter(e -> !(e.getValue().node() instanceof Policy))
            .noneMatch(
                e ->
                    used(in, e.getValue())
                        || (in.slice().ours(e.getKey(), e.getValue()) && !left(in, e.getValue())));
  }

  /** It says that this cluster uses it. */
  private static boolean used(Input in, Resource resource) {
    var physical = resource.physical();
    return physical != null
        && physical.tags() != null
        && physical.tags().keySet().containsAll(Ownership.use(in.slice().cluster()).keySet());
  }

  /** Of our making, but others use it and we do not any more. */
  private static boolean left(Input in, Resource resource) {
    var physical = resource.physical();
    return physical != null
        && physical.tags() != null
        && !used(in, resource)
        && !Ownership.otherUsers(physical.tags(), in.slice().cluster()).isEmpty();
  }

  private static Map<String, String> arns(Input in) {
    var arns = new TreeMap<String, String>();
    in.slice()
        .observed()
        .resources()
        .forEach(
            (key, resource) -> {
              if (resource.physical() != null && in.slice().desired().get(key) != null) {
                arns.put(key.role().text(), resource.physical().arn());
              }
            });
    return arns;
  }

  private static List<Condition> conditions(Input in) {
    var accepted = finding(in, About.ACCEPTED, Type.ACCEPTED, "Accepted");
    var resolved = finding(in, About.RESOLVED_REFS, Type.RESOLVED_REFS, "ResolvedRefs");
    var network =
        accepted.status() == Truth.TRUE
            ? aspect(in, Type.PROGRAMMED, EnumSet.of(Kind.SERVICE_NETWORK), "Programmed")
            : new Condition(Type.PROGRAMMED, Truth.FALSE, accepted.reason(), accepted.message());
    var aspects = new ArrayList<Condition>();
    ASPECTS.forEach(
        (type, kinds) -> {
          if (concerned(in, kinds)
              || in.translation().findings().stream().anyMatch(f -> notes(f, type))) {
            aspects.add(aspect(in, type, kinds, "Synced"));
          }
        });
    var all = new ArrayList<Condition>(List.of(accepted, resolved, network));
    all.addAll(aspects);
    var ready =
        in.facts().deleting()
            ? deleting(in, all)
            : all.stream()
                .filter(c -> c.status() != Truth.TRUE)
                .findFirst()
                .map(c -> new Condition(Type.READY, Truth.FALSE, c.reason(), c.message()))
                .orElse(
                    new Condition(
                        Type.READY, Truth.TRUE, "Programmed", "all that it asks for is there"));
    all.addFirst(stalled(in, accepted, resolved));
    all.addFirst(ready);
    return all;
  }

  private static Condition deleting(Input in, List<Condition> all) {
    var inUse =
        in.translation().findings().stream().filter(f -> f.about() == About.IN_USE).findFirst();
    if (inUse.isPresent()) {
      return new Condition(Type.READY, Truth.FALSE, inUse.get().reason(), inUse.get().message());
    }
    return all.stream()
        .filter(c -> c.status() != Truth.TRUE)
        .findFirst()
        .map(c -> new Condition(Type.READY, Truth.FALSE, c.reason(), c.message()))
        .orElse(
            new Condition(
                Type.READY, Truth.FALSE, "Deleting", "its resources in AWS are being deleted"));
  }

  private static Condition stalled(Input in, Condition accepted, Condition resolved) {
    for (var condition : List.of(accepted, resolved)) {
      if (condition.status() != Truth.TRUE) {
        return new Condition(Type.STALLED, Truth.TRUE, condition.reason(), condition.message());
      }
    }
    var policy =
        in.translation().findings().stream().filter(f -> f.about() == About.POLICY).findFirst();
    if (policy.isPresent()) {
      return new Condition(Type.STALLED, Truth.TRUE, policy.get().reason(), policy.get().message());
    }
    return in.observation().unread().stream()
        .filter(u -> u.asked() && u.fault() != null && u.fault().kind() == Fault.Kind.DENIED)
        .findFirst()
        .map(u -> new Condition(Type.STALLED, Truth.TRUE, Fault.Kind.DENIED.reason(), unread(u)))
        .orElseGet(() -> Obstacles.stalled(in.plan(), in.failing()));
  }

  private static boolean concerned(Input in, Set<Kind> kinds) {
    return in.slice().desired().resources().values().stream()
            .anyMatch(r -> kinds.contains(r.node().kind()))
        || in.translation().frozen().stream().anyMatch(kinds::contains)
        || in.observation().unread().stream().anyMatch(u -> u.asked() && kinds.contains(u.kind()))
        || in.plan().changes().stream().anyMatch(c -> kinds.contains(kind(in, c.key())))
        || (kinds.contains(Kind.AUTH_POLICY)
            && in.translation().findings().stream().anyMatch(f -> f.about() == About.POLICY));
  }

  private static @Nullable Kind kind(Input in, Key key) {
    Resource resource = in.slice().desired().get(key);
    resource = resource == null ? in.slice().observed().get(key) : resource;
    return resource == null ? null : resource.node().kind();
  }

  private static Condition aspect(Input in, Type type, Set<Kind> kinds, String fine) {
    Predicate<Key> about = key -> kinds.contains(kind(in, key));
    var unread =
        in.observation().unread().stream()
            .filter(u -> u.asked() && kinds.contains(u.kind()))
            .max((a, b) -> Boolean.compare(a.fault() != null, b.fault() != null));
    if (unread.isPresent()) {
      var fault = unread.get().fault();
      return new Condition(
          type,
          fault == null ? Truth.UNKNOWN : Truth.FALSE,
          fault == null ? "Pending" : fault.kind().reason(),
          unread(unread.get()));
    }
    var failure =
        in.failing().values().stream().filter(f -> about.test(f.change().key())).findFirst();
    if (failure.isPresent()) {
      return new Condition(
          type, Truth.FALSE, reason(failure.get(), type), Obstacles.words(failure.get()));
    }
    if (type == Type.AUTHORIZED) {
      var policy =
          in.translation().findings().stream().filter(f -> f.about() == About.POLICY).findFirst();
      if (policy.isPresent()) {
        return new Condition(type, Truth.FALSE, policy.get().reason(), policy.get().message());
      }
    }
    for (var why : Obstacles.BY_WEIGHT) {
      var waiting =
          in.plan().waiting().stream()
              .filter(w -> w.why() == why && about.test(w.key()))
              .findFirst();
      if (waiting.isPresent()) {
        return new Condition(
            type, Truth.FALSE, reason(why, waiting.get().key()), waiting.get().message());
      }
    }
    if (in.translation().frozen().stream().anyMatch(kinds::contains)) {
      return new Condition(
          type, Truth.UNKNOWN, "Pending", "what it depends on has not been read yet");
    }
    var change = in.plan().changes().stream().filter(c -> about.test(c.key())).findFirst();
    if (change.isPresent()) {
      return new Condition(
          type, Truth.FALSE, "Pending", "being changed: " + change.get().key().role());
    }
    boolean provided =
        in.slice().desired().resources().keySet().stream()
            .filter(about)
            .anyMatch(
                key -> {
                  var there = in.slice().observed().get(key);
                  return there == null || !in.slice().ours(key, there);
                });
    return provided
        ? new Condition(
            type, Truth.TRUE, "ProvidedByOther", "somebody else made it as it is wanted")
        : new Condition(type, Truth.TRUE, fine, note(in, type));
  }

  /** A full group is known by what it is, so that the remedy is plain. */
  private static String reason(Memory.Failure failure, Type type) {
    return type == Type.PODS_REACHABLE && failure.fault().kind() == Fault.Kind.QUOTA
        ? "SecurityGroupFull"
        : failure.fault().kind().reason();
  }

  private static String reason(Why why, Key key) {
    return why == Why.ABSENT && key.role().equals(Role.serviceNetwork())
        ? "NetworkNotFound"
        : why.reason();
  }

  private static String note(Input in, Type type) {
    return in.translation().findings().stream()
        .filter(f -> notes(f, type))
        .map(Finding::message)
        .collect(Collectors.joining("; "));
  }

  private static boolean notes(Finding finding, Type type) {
    return finding.about() == About.NOTE
        && NOTES.getOrDefault(type, Set.of()).contains(finding.reason());
  }

  private static String unread(Observation.Unread unread) {
    return unread.fault() == null
        ? unread.kind().words() + ": AWS has not been read yet"
        : "reading " + unread.kind().words() + ": " + unread.fault().message();
  }

  private static Condition finding(Input in, About about, Type type, String fine) {
    return Optional.of(in.translation().findings())
        .flatMap(all -> all.stream().filter(f -> f.about() == about).findFirst())
        .map(f -> new Condition(type, Truth.FALSE, f.reason(), f.message()))
        .orElse(new Condition(type, Truth.TRUE, fine, ""));
  }
}
