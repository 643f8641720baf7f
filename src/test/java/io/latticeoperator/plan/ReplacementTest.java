package io.latticeoperator.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.*;
import io.latticeoperator.model.TargetGroup.*;
import io.latticeoperator.translate.*;
import java.util.*;
import org.junit.jupiter.api.Test;

class ReplacementTest {
  private static final ClusterIdentity C = Fixtures.SETTINGS.identity();

  private static TargetAddress at(int i, int port) {
    return new TargetAddress("10.1." + i / 250 + "." + (1 + i % 250), port);
  }

  private static Key key(String gen) {
    return new Key(Fixtures.PLACE, Fixtures.CHECKOUT, Role.targetGroup("svc", gen));
  }

  private static TargetGroup group(String gen, IpAddressType type, Targets targets) {
    return new TargetGroup(
        "checkout-" + gen,
        new TargetGroup.Properties(Protocol.HTTP, ProtocolVersion.HTTP1, type, "vpc"),
        new HealthCheck(true, Protocol.HTTP, ProtocolVersion.HTTP1, null, "/", "200", 10, 5, 2, 2),
        targets);
  }

  private static Resource there(Key key, Node node) {
    return new Resource(
        node,
        new Physical(
            key.role().text(),
            "arn",
            ResourceStatus.ACTIVE,
            null,
            null,
            Ownership.tags(C, key, "u")));
  }

  @Test
  void aThousandTargetsChangePortOneByOne() {
    var statuses = new TreeMap<TargetAddress, TargetStatus>();
    var causes = new TreeMap<TargetAddress, Cause>();
    var alive = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      statuses.put(at(i, 8080), TargetStatus.HEALTHY);
      causes.put(at(i, 9090), Cause.READY);
      alive.add(at(i, 1).ip());
    }
    var key = key("a");
    var desired =
        new LatticeState(
            new TreeMap<>(
                Map.of(
                    key,
                    Resource.desired(
                        group("a", IpAddressType.IPV4, new Targets.Wanted(causes, alive, 1))))));
    var observed =
        new LatticeState(
            new TreeMap<>(
                Map.of(
                    key,
                    there(key, group("a", IpAddressType.IPV4, new Targets.Registered(statuses))))));
    for (int wave = 0; wave < 300; wave++) {
      for (var change :
          Planner.plan(new Slice(C, "u", desired, observed, Set.of(), Map.of())).changes()) {
        observed = Fold.fold(observed, new Receipt(change, new Receipt.Done(null, Map.of()), 1));
      }
    }
    var now = ((TargetGroup) Objects.requireNonNull(observed.get(key)).node()).targets();
    assertTrue(
        ((Targets.Registered) now).ableToServe() >= 990,
        "able to serve: " + ((Targets.Registered) now).ableToServe());
  }

  @Test
  void aChangedFamilyKeepsTheOldTargetsUntilTheNewOnesServe() {
    var old = key("old");
    var fresh = key("new");
    var service = new Key(Fixtures.PLACE, Fixtures.CHECKOUT, Role.service());
    var listener = service.sibling(Role.listener(Listener.Protocol.HTTP, 80));
    var association = service.sibling(Role.association("sn-1"));
    var observed = new TreeMap<Key, Resource>();
    observed.put(
        old,
        there(
            old,
            group(
                "old",
                IpAddressType.IPV4,
                new Targets.Registered(
                    new TreeMap<>(
                        Map.of(
                            at(1, 8080),
                            TargetStatus.HEALTHY,
                            at(2, 8080),
                            TargetStatus.HEALTHY))))));
    observed.put(service, there(service, new LatticeService("svc", null)));
    observed.put(
        listener,
        there(
            listener,
            new Listener(
                Listener.Protocol.HTTP, 80, new TreeMap<>(Map.of(old.role().text(), 100)))));
    observed.put(association, there(association, new ServiceAssociation("sn-1", "arn:sn-1")));
    var desired = new TreeMap<Key, Resource>();
    desired.put(service, Resource.desired(new LatticeService("svc", null)));
    desired.put(association, Resource.desired(new ServiceAssociation("sn-1", "arn:sn-1")));
    desired.put(
        listener,
        Resource.desired(
            new Listener(
                Listener.Protocol.HTTP, 80, new TreeMap<>(Map.of(fresh.role().text(), 100)))));
    desired.put(
        fresh,
        Resource.desired(
            group(
                "new",
                IpAddressType.IPV6,
                new Targets.Wanted(
                    new TreeMap<>(Map.of(new TargetAddress("2001:db8::1", 8080), Cause.READY)),
                    Set.of("2001:db8::1", at(1, 1).ip(), at(2, 1).ip()),
                    1))));
    var plan =
        Planner.plan(
            new Slice(
                C, "u", new LatticeState(desired), new LatticeState(observed), Set.of(), Map.of()));
    assertTrue(
        plan.changes().stream().noneMatch(c -> c instanceof Change.Deregister), PlanText.of(plan));
  }
}
