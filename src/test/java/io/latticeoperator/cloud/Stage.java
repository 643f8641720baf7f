package io.latticeoperator.cloud;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.TargetGroup.Protocol;
import io.latticeoperator.model.TargetGroup.ProtocolVersion;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.Faults;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A simulated VPC Lattice in virtual time, and the cloud that is held against the contract. */
public final class Stage {
  static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";
  static final Key SERVICE =
      new Key(new Place("", "eu-central-1"), Owner.export("shop", "checkout"), Role.service());
  static final Key GROUP = SERVICE.sibling(Role.targetGroup("service", "g1"));
  static final Key LISTENER = SERVICE.sibling(Role.listener(Listener.Protocol.HTTP, 80));
  private static final Caller CALLER = new Caller("111122223333", "eu-central-1", "AKIAOPERATOR");
  private static final ClusterIdentity CLUSTER = new ClusterIdentity("uid-1", "one");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REASON = "the contract asks for it";

  private final VirtualTimeline time = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
  private final LatticeSimulator lattice =
      new LatticeSimulator(
          time,
          Settings.quick(),
          World.of(Vpc.of(VPC, CALLER.account(), CALLER.region(), "10.1.0.0/16")),
          HealthProbe.alwaysHealthy(),
          1);
  private final Cloud cloud;

  /**
   * @param cloud makes the cloud that speaks for a caller
   */
  public Stage(BiFunction<LatticeSimulator, Caller, Cloud> cloud) {
    this.cloud = cloud.apply(lattice, CALLER);
  }

  /** Throws away what a test before may have left. */
  void reset() {
    lattice.inject(Faults.NONE);
    lattice.reset();
  }

  LatticeSimulator lattice() {
    return lattice;
  }

  /** Lets everything that is in progress end. */
  void settle() {
    time.advance(Duration.ofSeconds(10));
  }

  Receipt apply(Change change) {
    return cloud.apply(change);
  }

  Reading read(Read read) {
    return cloud.read(read);
  }

  /** A call by somebody else with the same account, around the cloud. */
  ObjectNode call(String operation, String input) {
    try {
      var call = new Call(CALLER, operation, (ObjectNode) JSON.readTree(input));
      return assertInstanceOf(Answer.Ok.class, lattice.call(call)).output();
    } catch (JsonProcessingException mistake) {
      throw new IllegalArgumentException(input, mistake);
    }
  }

  String network() {
    return call("CreateServiceNetwork", "{\"name\": \"mesh\"}").path("id").asText();
  }

  // Changes.

  Receipt create(Key key, Node node, Map<Role, String> ids) {
    return apply(new Change.Create(key, node, ids, tags(key), REASON));
  }

  Receipt update(Key key, Physical physical, Node from, Node to, Map<Role, String> ids) {
    return apply(new Change.Update(key, physical, from, to, ids, REASON));
  }

  Receipt delete(Key key, Physical physical, Node node, Map<Role, String> ids) {
    return apply(new Change.Delete(key, physical, node, ids, REASON));
  }

  Receipt tag(Key key, Physical physical, Map<String, String> tags) {
    return apply(new Change.Tag(key, physical, tags, REASON));
  }

  Receipt register(Physical group, List<TargetAddress> targets) {
    return apply(new Change.Register(GROUP, group, targets, REASON));
  }

  Receipt deregister(Physical group, List<TargetAddress> targets) {
    return apply(new Change.Deregister(GROUP, group, targets, Change.Removal.EVICT, REASON));
  }

  // Things that exist.

  Physical service(String name) {
    return settled(create(SERVICE, new LatticeService(name), Map.of()));
  }

  Physical group(TargetGroup group) {
    return settled(create(GROUP, group, Map.of()));
  }

  Physical listener(String serviceId, Listener listener, Map<Role, String> ids) {
    var all = new TreeMap<>(ids);
    all.put(Role.service(), serviceId);
    return settled(create(LISTENER, listener, all));
  }

  Physical association(String serviceId, String network) {
    return settled(
        create(
            SERVICE.sibling(Role.association(network)),
            new ServiceAssociation(network),
            Map.of(Role.service(), serviceId)));
  }

  private Physical settled(Receipt receipt) {
    settle();
    return physical(receipt);
  }

  // What came back.

  static Receipt.Done done(Receipt receipt) {
    return assertInstanceOf(Receipt.Done.class, receipt.outcome());
  }

  static Physical physical(Receipt receipt) {
    return requireNonNull(done(receipt).physical());
  }

  static Fault fault(Receipt receipt) {
    return assertInstanceOf(Receipt.Failed.class, receipt.outcome()).fault();
  }

  static void failed(Fault.Kind kind, Receipt receipt) {
    assertEquals(kind, fault(receipt).kind(), () -> fault(receipt).message());
    assertEquals(1, receipt.calls());
  }

  Resource details(Node.Kind kind, String id) {
    var result = read(new Read.Details(kind, id)).result();
    return requireNonNull(assertInstanceOf(Result.Described.class, result).resource());
  }

  List<Resource> children(String serviceId) {
    var result = read(new Read.Children(serviceId)).result();
    return requireNonNull(assertInstanceOf(Result.Children.class, result).resources());
  }

  Targets.Registered targets(String groupId) {
    var result = read(new Read.Targets(groupId)).result();
    return requireNonNull(assertInstanceOf(Result.Health.class, result).targets());
  }

  // Values.

  static Map<String, String> tags(Key key) {
    return Ownership.tags(CLUSTER, key, "owner-uid-1");
  }

  static HealthCheck check() {
    return new HealthCheck(
        true, Protocol.HTTP, ProtocolVersion.HTTP1, null, "/healthz", "200-299", 10, 3, 2, 4);
  }

  static TargetGroup group() {
    return group("checkout-g1", ProtocolVersion.HTTP1, check());
  }

  static TargetGroup group(String name, ProtocolVersion version, HealthCheck check) {
    return new TargetGroup(
        name,
        new TargetGroup.Properties(Protocol.HTTP, version, IpAddressType.IPV4, VPC),
        check,
        Targets.Registered.NONE);
  }

  static SortedMap<String, Integer> weights(Map<String, Integer> weights) {
    return new TreeMap<>(weights);
  }
}
