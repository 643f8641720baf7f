package io.latticeoperator.cloud;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
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
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.Faults;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A simulated VPC Lattice in virtual time, and the cloud that is held against the contract. */
public final class Stage {
  static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";
  static final String OTHER_VPC = "vpc-0bbbbbbbbbbbbbbbb";
  static final Key SERVICE =
      new Key(new Place("", "eu-central-1"), Owner.export("shop", "checkout"), Role.service());
  static final Key GROUP = SERVICE.sibling(Role.targetGroup("service", "g1"));
  static final Key LISTENER = SERVICE.sibling(Role.listener(Listener.Protocol.HTTP, 80));
  static final Key NETWORK =
      new Key(new Place("", "eu-central-1"), Owner.network("mesh"), Role.serviceNetwork());
  static final Caller CALLER = new Caller("111122223333", "eu-central-1", "AKIAOPERATOR");
  static final Caller ELSEWHERE = new Caller("444455556666", "eu-central-1", "AKIAELSEWHERE");
  private static final Caller SOMEBODY = new Caller("111122223333", "eu-central-1", "AKIASOMEBODY");
  private static final ClusterIdentity CLUSTER = new ClusterIdentity("uid-1", "one");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REASON = "the contract asks for it";

  private final VirtualTimeline time = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
  private final AwsServices services =
      AwsServices.of(
          Environment.of(
                  time,
                  World.of(
                      Vpc.of(VPC, CALLER.account(), CALLER.region(), "10.1.0.0/16"),
                      Vpc.of(OTHER_VPC, CALLER.account(), CALLER.region(), "10.2.0.0/16")),
                  CALLER.account(),
                  1)
              .authorizedBy(this::refusal),
          Settings.quick(),
          HealthProbe.alwaysHealthy());
  private final Set<String> denied = new HashSet<>();
  private final Cloud cloud;

  /**
   * @param cloud makes the cloud that speaks for a caller
   */
  public Stage(BiFunction<AwsServices, Caller, Cloud> cloud) {
    this.cloud = cloud.apply(services, CALLER);
  }

  /** Throws away what a test before may have left. */
  void reset() {
    denied.clear();
    lattice().inject(Faults.NONE);
    services.all().forEach(AwsService::reset);
    lattice().world().add(Vpc.of(OTHER_VPC, CALLER.account(), CALLER.region(), "10.2.0.0/16"));
  }

  LatticeSimulator lattice() {
    return services.lattice();
  }

  /** From now on the caller of the cloud may not do this. */
  void deny(String action) {
    denied.add(action);
  }

  void allowAll() {
    denied.clear();
  }

  private Optional<String> refusal(Caller caller, Access access) {
    return caller.equals(CALLER) && denied.contains(access.action())
        ? Optional.of("You may not do that.")
        : Optional.empty();
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
    return call(SOMEBODY, operation, input);
  }

  ObjectNode call(Caller caller, String operation, String input) {
    var call = new Call(caller, operation, json(input));
    var answer = lattice().call(call);
    return assertInstanceOf(Answer.Ok.class, answer, answer::toString).output();
  }

  /**
   * A call of another service, around the cloud.
   *
   * @param service as in the credential scope of SigV4
   */
  ObjectNode elsewhere(Caller caller, String service, String operation, String input) {
    var endpoint =
        services.all().stream()
            .filter(each -> each.signingName().equals(service))
            .map(EndpointService.class::cast)
            .findFirst()
            .orElseThrow()
            .endpoint();
    var outcome = endpoint.call(new ServiceCall("stage", caller, operation, json(input)));
    return assertInstanceOf(ServiceEndpoint.Outcome.Done.class, outcome, outcome::toString)
        .output();
  }

  ObjectNode elsewhere(String service, String operation, String input) {
    return elsewhere(SOMEBODY, service, operation, input);
  }

  private static ObjectNode json(String input) {
    try {
      return (ObjectNode) JSON.readTree(input.replace('\'', '"'));
    } catch (JsonProcessingException mistake) {
      throw new IllegalArgumentException(input, mistake);
    }
  }

  /** A service network that somebody has made, without tags. */
  Physical network() {
    return network(SOMEBODY, "mesh");
  }

  Physical network(Caller owner, String name) {
    var output = call(owner, "CreateServiceNetwork", "{\"name\": \"%s\"}".formatted(name));
    return new Physical(
        output.path("id").asText(),
        output.path("arn").asText(),
        ResourceStatus.ACTIVE,
        null,
        null,
        Map.of());
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

  Receipt tag(Key key, Physical physical, Node node, Map<String, String> tags) {
    return apply(new Change.Tag(key, physical, node, tags, REASON));
  }

  Receipt untag(Key key, Physical physical, Node node, Set<String> tags) {
    return apply(new Change.Untag(key, physical, node, tags, REASON));
  }

  Receipt register(Physical group, List<TargetAddress> targets) {
    return apply(new Change.Register(GROUP, group, targets, REASON));
  }

  Receipt deregister(Physical group, List<TargetAddress> targets) {
    return apply(new Change.Deregister(GROUP, group, targets, Change.Removal.EVICT, REASON));
  }

  // Things that exist.

  Physical service(String name) {
    return settled(create(SERVICE, new LatticeService(name, null), Map.of()));
  }

  Physical group(TargetGroup group) {
    return settled(create(GROUP, group, Map.of()));
  }

  Physical listener(String serviceId, Listener listener, Map<Role, String> ids) {
    var all = new TreeMap<>(ids);
    all.put(Role.service(), serviceId);
    return settled(create(LISTENER, listener, all));
  }

  Physical association(String serviceId, Physical network) {
    return settled(
        create(
            SERVICE.sibling(Role.association(network.id())),
            new ServiceAssociation(network.id(), network.arn()),
            Map.of(Role.service(), serviceId)));
  }

  Physical settled(Receipt receipt) {
    settle();
    return physical(receipt);
  }

  /** Somebody else tags a resource of VPC Lattice. */
  void foreignTag(String arn) {
    call("TagResource", "{'resourceArn': '%s', 'tags': {'foreign': 'yes'}}".formatted(arn));
  }

  /** A security group of the VPC; its id. */
  String securityGroup(String name, Map<String, String> tags) {
    var id =
        elsewhere(
                "ec2",
                "CreateSecurityGroup",
                "{'GroupName': '%s', 'GroupDescription': 'test', 'VpcId': '%s'}"
                    .formatted(name, VPC))
            .path("groupId")
            .asText();
    lattice().world().tag(id, tags);
    return id;
  }

  /**
   * Somebody else's rule for ports 443 and 444; its id.
   *
   * @param permission protocol and peers
   */
  String authorize(String group, String permission) {
    return elsewhere(
            "ec2",
            "AuthorizeSecurityGroupIngress",
            "{'GroupId': '%s', 'IpPermissions': [{'FromPort': 443, 'ToPort': 444, %s}]}"
                .formatted(group, permission))
        .at("/securityGroupRuleSet/0/securityGroupRuleId")
        .asText();
  }

  /** A rule as EC2 describes it. */
  JsonNode rule(String id) {
    return elsewhere(
            "ec2", "DescribeSecurityGroupRules", "{'SecurityGroupRuleId': ['%s']}".formatted(id))
        .at("/securityGroupRuleSet/0");
  }

  /** The other account invites ours to a network of its own. */
  void inviteCaller(Physical network) {
    elsewhere(
        ELSEWHERE,
        "ram",
        "CreateResourceShare",
        "{'name': 'theirs', 'resourceArns': ['%s'], 'principals': ['%s']}"
            .formatted(network.arn(), CALLER.account()));
  }

  /** The other account shares a network of its own with ours, which accepts. */
  void shareWithCaller(Physical network) {
    inviteCaller(network);
    elsewhere(
        "ram",
        "AcceptResourceShareInvitation",
        "{'resourceShareInvitationArn': '%s'}".formatted(invitation(CALLER)));
    settle();
  }

  /** The ARN of the one invitation that is pending for an account. */
  String invitation(Caller receiver) {
    return elsewhere(receiver, "ram", "GetResourceShareInvitations", "{}")
        .path("resourceShareInvitations")
        .valueStream()
        .filter(each -> each.path("status").asText().equals("PENDING"))
        .findFirst()
        .orElseThrow()
        .path("resourceShareInvitationArn")
        .asText();
  }

  // Provisions.

  static Key network(Provision node) {
    return NETWORK.sibling(node.role());
  }

  /** Makes a provision of the network, and lets it end. */
  Physical made(Provision node, Map<Role, String> ids) {
    return settled(create(network(node), node, ids));
  }

  /** What is found, which is one thing. */
  Resource one(Node.Kind kind, String subject) {
    var found = find(kind, subject);
    assertEquals(1, found.size(), found::toString);
    return found.getFirst();
  }

  List<Resource> find(Node.Kind kind, String subject) {
    var result = read(new Read.Find(kind, subject)).result();
    return assertInstanceOf(Result.Found.class, result, result::toString).resources();
  }

  /** That a reading is refused, with the action that was missing. */
  void unreadable(Node.Kind kind, String subject, String action) {
    deny(action);
    var result = read(new Read.Find(kind, subject)).result();
    var fault = assertInstanceOf(Result.Failed.class, result, result::toString).fault();
    assertEquals(Fault.of(Fault.Kind.DENIED, "You may not do that. (" + action + ")"), fault);
    allowAll();
  }

  /** That a change is refused at its first call, with the action that was missing. */
  void refused(Change change, String action) {
    refused(change, action, 1);
  }

  /**
   * The same of a change that reads before it writes.
   *
   * @param calls with the one that is refused
   */
  void refused(Change change, String action, int calls) {
    deny(action);
    assertEquals(
        new Receipt(
            change,
            new Receipt.Failed(
                Fault.of(Fault.Kind.DENIED, "You may not do that. (" + action + ")")),
            calls),
        apply(change));
    allowAll();
  }

  static Change.Create creation(Provision node, Map<Role, String> ids) {
    var key = network(node);
    return new Change.Create(key, node, ids, tags(key), REASON);
  }

  // What came back.

  static Receipt.Done done(Receipt receipt) {
    return assertInstanceOf(Receipt.Done.class, receipt.outcome(), receipt::toString);
  }

  static Physical physical(Receipt receipt) {
    return requireNonNull(done(receipt).physical());
  }

  static Fault fault(Receipt receipt) {
    return assertInstanceOf(Receipt.Failed.class, receipt.outcome(), receipt::toString).fault();
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
