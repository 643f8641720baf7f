package io.latticeoperator.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Outbox;
import io.latticeoperator.engine.Evidence;
import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Place;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.SecurityGroup;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.direct.DirectCloud;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.VirtualTimeline;
import io.latticeoperator.translate.Cidr;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportFixture;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.Fixtures;
import io.latticeoperator.translate.NetworkFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Clusters with an operator each on one simulated AWS, in virtual time. What Kubernetes says is put
 * in by the test.
 */
final class Fleet {
  static final String VPC = Fixtures.SETTINGS.vpcId();
  static final String NODES = "sg-" + VPC.substring("vpc-".length());
  static final Caller ADMIN = new Caller("111122223333", "eu-west-1", "AKIAADMIN");
  static final Caller PARTNER = new Caller("444455556666", "eu-west-1", "444455556666");

  static final Caller SUPPLIER = new Caller("777788889999", "eu-west-1", "777788889999");

  final VirtualTimeline time = new VirtualTimeline(Fixtures.START);
  final World world = World.of(Vpc.of(VPC, "111122223333", "eu-west-1", "10.1.0.0/16"));
  final AwsServices aws;
  private final List<Cluster> clusters = new ArrayList<>();

  Fleet() {
    this(environment -> environment);
  }

  Fleet(UnaryOperator<Environment> change) {
    this(change, Settings.quick());
  }

  Fleet(UnaryOperator<Environment> change, Settings settings) {
    this.aws =
        AwsServices.of(
            change.apply(Environment.of(time, world, "111122223333", 1)),
            settings,
            (group, ip, port, result) ->
                result.accept(clusters.stream().anyMatch(c -> c.answers(ip))));
  }

  static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A call of VPC Lattice by somebody else. */
  ObjectNode call(Caller caller, String operation, ObjectNode input) {
    return switch (aws.lattice().call(new Call(caller, operation, input))) {
      case Answer.Ok ok -> ok.output();
      case Answer.Refusal refusal -> throw new AssertionError(operation + ": " + refusal);
      case Answer.Lost lost -> throw new AssertionError(operation + ": no answer");
    };
  }

  /** A call of another service by somebody else. */
  ObjectNode call(Caller caller, String service, String operation, ObjectNode input) {
    var endpoint =
        aws.all().stream()
            .filter(EndpointService.class::isInstance)
            .map(each -> ((EndpointService) each).endpoint())
            .filter(each -> each.signingName().equals(service))
            .findFirst()
            .orElseThrow();
    return switch (endpoint.call(new ServiceCall("request", caller, operation, input))) {
      case ServiceEndpoint.Outcome.Done done -> done.output();
      case ServiceEndpoint.Outcome.Refused refused ->
          throw new AssertionError(operation + ": " + refused.refusal().getMessage());
    };
  }

  void run(Duration duration) {
    time.advance(duration);
  }

  void minutes(long count) {
    run(Duration.ofMinutes(count));
  }

  /** A cluster in the one VPC; its operator runs. */
  Cluster cluster(String name) {
    var cluster = new Cluster(name, "AKIA" + name.toUpperCase(java.util.Locale.ROOT));
    clusters.add(cluster);
    cluster.start();
    return cluster;
  }

  /** Ranges of ports that the nodes' security group opens to Lattice's addresses. */
  List<String> openPorts() {
    return world.securityGroup(NODES).orElseThrow().ingress().stream()
        .filter(rule -> rule.peerKind() == SecurityGroup.PeerKind.PREFIX_LIST)
        .map(rule -> rule.fromPort() + "-" + rule.toPort())
        .sorted()
        .toList();
  }

  /** The ids of service networks that the VPC is associated with, or about to be. */
  List<String> associated() {
    return aws.lattice().view().vpcAssociations().stream()
        .filter(each -> each.vpcId().equals(VPC))
        .map(each -> each.networkId() + " " + each.progress().status())
        .toList();
  }

  /** Calls of the caller that ended so, by operation. */
  Map<String, Long> calls(Caller caller, Predicate<String> result) {
    return aws.lattice().environment().journal().since(0).stream()
        .filter(e -> e.caller().equals(caller) && result.test(e.result()))
        .collect(Collectors.groupingBy(e -> e.operation(), TreeMap::new, Collectors.counting()));
  }

  /** One cluster and its operator. */
  final class Cluster implements FactSource, Outbox {
    private final Caller caller;
    private final ClusterSettings settings;
    private final Map<Owner, Facts> facts = new TreeMap<>();
    private final Map<Owner, Report> reports = new HashMap<>();
    private final List<String> events = new ArrayList<>();
    private @Nullable Life life;
    private int calls;
    private int crashAt = -1;
    private boolean crashBefore;

    private Cluster(String name, String key) {
      this.caller = new Caller("111122223333", "eu-west-1", key);
      this.settings =
          new ClusterSettings(
              new ClusterIdentity("uid-" + name, name),
              new Place("", "eu-west-1"),
              VPC,
              List.of(Cidr.parse("10.1.0.0/16")),
              List.of(),
              null,
              false);
    }

    Caller caller() {
      return caller;
    }

    ClusterIdentity identity() {
      return settings.identity();
    }

    int calls() {
      return calls;
    }

    /** Kills the operator at a call from now on, before or after its effect; it is back in 2 s. */
    void crashAt(int call, boolean before) {
      crashAt = calls + call;
      crashBefore = before;
    }

    void put(Facts changed) {
      facts.put(changed.owner(), changed);
      touch(changed.owner());
    }

    NetworkReport network(Owner owner) {
      return (NetworkReport) Objects.requireNonNull(reports.get(owner), "no report on " + owner);
    }

    ExportReport export(Owner owner) {
      return (ExportReport) Objects.requireNonNull(reports.get(owner), "no report on " + owner);
    }

    /** A condition as {@code Status Reason: message}. */
    String condition(Owner owner, Report.Type type) {
      var condition =
          Objects.requireNonNull(reports.get(owner), "no report on " + owner).condition(type);
      return condition.status().word() + " " + condition.reason() + ": " + condition.message();
    }

    boolean has(Owner owner) {
      return facts.containsKey(owner);
    }

    void start() {
      life = new Life();
      life.loop.dirtyAll();
    }

    void kill() {
      if (life != null) {
        life.dead = true;
        life.loop.stop();
        life = null;
      }
    }

    private void touch(Owner owner) {
      if (life != null) {
        life.loop.dirty(owner);
      }
    }

    private boolean answers(String ip) {
      return facts.values().stream()
          .filter(ExportFacts.class::isInstance)
          .flatMap(f -> ((ExportFacts) f).slices().stream())
          .flatMap(slice -> slice.endpoints().stream())
          .anyMatch(endpoint -> endpoint.addresses().contains(ip));
    }

    @Override
    public boolean synced() {
      return true;
    }

    @Override
    public Optional<Facts> facts(Owner owner) {
      return Optional.ofNullable(facts.get(owner));
    }

    @Override
    public Collection<Facts> all() {
      return List.copyOf(facts.values());
    }

    @Override
    public void report(Report report) {
      reports.put(report.owner(), report);
      var there = facts.get(report.owner());
      if (there != null && there.deleting() && report.released()) {
        facts.remove(report.owner());
        touch(report.owner());
      }
    }

    @Override
    public void event(Owner owner, EventType type, String reason, String message) {
      events.add(owner + " " + reason);
    }

    List<String> events() {
      return List.copyOf(events);
    }

    @Override
    public void evidenceWanted(ExportFacts wanted) {
      var asked = time.now();
      var alive = new TreeSet<String>();
      wanted.slices().forEach(s -> s.endpoints().forEach(e -> alive.addAll(e.addresses())));
      ControlLoop loop = life == null ? null : life.loop;
      if (loop != null) {
        loop.evidence(wanted.owner(), new Evidence(asked, Set.copyOf(alive)));
      }
    }

    /** One life of the operator: the calls of the dead have no effect and no answer. */
    private final class Life implements Cloud {
      private final Cloud direct = new DirectCloud(aws, caller);
      private boolean dead;
      private final Loop loop =
          new Loop(
              time,
              Cluster.this,
              Cluster.this,
              this,
              mortal(
                  io.latticeoperator.control.Caller.delayed(
                      time, Duration.ofMillis(10), Duration.ofMillis(10))),
              settings,
              new Loop.Settings(
                  false,
                  Duration.ofMinutes(1),
                  Duration.ofMinutes(30),
                  10,
                  new Budget.Rate(10, 40)),
              Observer.NONE);

      private io.latticeoperator.control.Caller mortal(io.latticeoperator.control.Caller inner) {
        return new io.latticeoperator.control.Caller() {
          @Override
          public <T> void call(Supplier<T> call, Consumer<T> answered) {
            inner.call(
                call,
                answer -> {
                  if (!dead) {
                    answered.accept(answer);
                  }
                });
          }
        };
      }

      @Override
      public Receipt apply(Change change) {
        boolean before = crash(true);
        var receipt =
            dead
                ? new Receipt(
                    change, new Receipt.Failed(Fault.of(Fault.Kind.LOST_ANSWER, "dead")), 0)
                : direct.apply(change);
        if (!before) {
          crash(false);
        }
        return receipt;
      }

      @Override
      public Reading read(Read read) {
        boolean before = crash(true);
        var reading = direct.read(read);
        if (!before) {
          crash(false);
        }
        return reading;
      }

      private boolean crash(boolean before) {
        if (dead) {
          return true;
        }
        boolean now = calls == crashAt && before == crashBefore;
        if (!before || now) {
          calls++;
        }
        if (now) {
          kill();
          time.after(Duration.ofSeconds(2), Cluster.this::start);
        }
        return now;
      }
    }
  }

  /** An export of pods in this network. */
  static ExportFacts export(String name, String network, int port, String... ips) {
    var spec = ExportFixture.in(network);
    var endpoints = List.of(ips).stream().map(Fixtures::ready).toArray(ExportFacts.Endpoint[]::new);
    return new ExportFacts(
        Owner.export("shop", name),
        name + "-uid",
        1,
        Fixtures.START,
        false,
        spec,
        Fixtures.service(),
        List.of(Fixtures.slice(name + "-abcde", port, endpoints)),
        Map.of("team", "shop"),
        Map.of());
  }

  static NetworkFacts leaving(NetworkFacts facts) {
    return new NetworkFacts(
        facts.owner(),
        facts.uid(),
        facts.generation() + 1,
        facts.createdAt(),
        true,
        facts.spec(),
        facts.roles());
  }
}
