package io.latticeoperator.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Caller;
import io.latticeoperator.control.Errand;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.direct.DirectCloud;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.TargetStatus;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.VirtualTimeline;
import io.latticeoperator.translate.Fixtures;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operator, all but its Kubernetes shell, on the simulated VPC Lattice in virtual time. Can
 * kill the operator before or after any call it makes.
 */
final class Simulation {
  static final io.latticeoperator.simulator.aws.Caller OPERATOR = caller("AKIAOPERATOR");
  private static final io.latticeoperator.simulator.aws.Caller ADMIN = caller("AKIAADMIN");
  private static final String VPC = Fixtures.SETTINGS.vpcId();

  final VirtualTimeline time = new VirtualTimeline(Fixtures.START);
  final SimulatedCluster cluster = new SimulatedCluster(time);
  final LatticeSimulator lattice;
  private final AwsServices services;
  private final Duration health;
  private final Duration audit;
  private @Nullable Operator operator;
  private int calls;
  private int crashAt = -1;
  private boolean crashBefore;
  private int fewest = Integer.MAX_VALUE;
  private boolean watching;
  Duration stall = Duration.ZERO;
  boolean associationsFail;

  /** Hears operators that are started from now on. */
  Observer observer = Observer.NONE;

  /** Answers every call that passes the test; the call then has no effect. */
  Function<Object, Optional<Fault>> refusals = call -> Optional.empty();

  Simulation() {
    this(Settings.quick(), Duration.ZERO, Duration.ZERO);
  }

  Simulation(Settings settings, Duration health, Duration audit) {
    this(settings, health, audit, environment -> environment, ADMIN);
  }

  /**
   * @param change of an environment in which nothing is shared and everything is allowed
   * @param networkOwner makes the service network
   */
  Simulation(
      Settings settings,
      Duration health,
      Duration audit,
      UnaryOperator<Environment> change,
      io.latticeoperator.simulator.aws.Caller networkOwner) {
    this.health = health;
    this.audit = audit;
    var world = World.of(Vpc.of(VPC, OPERATOR.account(), OPERATOR.region(), "10.1.0.0/16"));
    this.lattice =
        new LatticeSimulator(
            change.apply(Environment.of(time, world, settings.account(), 1)),
            settings,
            (group, ip, port, result) -> result.accept(cluster.answers(ip)));
    this.services = AwsServices.around(lattice);
    lattice.onChange(this::observe);
    call(networkOwner, "CreateServiceNetwork", json().put("name", "main"));
  }

  private static io.latticeoperator.simulator.aws.Caller caller(String key) {
    return new io.latticeoperator.simulator.aws.Caller("111122223333", "eu-west-1", key);
  }

  static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A call by somebody else, who may do everything. */
  ObjectNode admin(String operation, ObjectNode input) {
    return call(ADMIN, operation, input);
  }

  private ObjectNode call(
      io.latticeoperator.simulator.aws.Caller caller, String operation, ObjectNode input) {
    return switch (lattice.call(new Call(caller, operation, input))) {
      case Answer.Ok ok -> ok.output();
      case Answer.Refusal refusal -> throw new AssertionError(operation + ": " + refusal);
      case Answer.Lost lost -> throw new AssertionError(operation + ": no answer");
    };
  }

  /** Kills the operator at the n-th call from now (counting from 0), before or after its effect. */
  void crashAt(int call, boolean before) {
    crashAt = calls + call;
    crashBefore = before;
  }

  /** Whether a crash was asked for that has not happened. */
  boolean crashPending() {
    return crashAt >= calls;
  }

  /** Calls made so far, by all operators. */
  int calls() {
    return calls;
  }

  void startOperator() {
    var started = new Operator();
    operator = started;
    cluster.attach(started.loop);
    if (observer != Observer.NONE) {
      started.beat();
    }
  }

  /** Lets the operator that lives run an errand. */
  void run(Errand errand) {
    if (operator != null) {
      operator.run(errand);
    }
  }

  /** An operator that stops existing: whatever it still awaits never arrives. */
  void kill() {
    if (operator != null) {
      operator.dead = true;
      operator.loop.stop();
      operator = null;
      cluster.detach();
    }
  }

  void run(Duration duration) {
    time.advance(duration);
  }

  /** From now on the fewest targets that are HEALTHY and whose pod answers are counted. */
  void watchCapacity() {
    fewest = serving();
    watching = true;
  }

  int fewestServing() {
    return fewest;
  }

  private void observe() {
    if (watching) {
      fewest = Math.min(fewest, serving());
    }
  }

  int serving() {
    return (int)
        lattice.view().targets().values().stream()
            .flatMap(Collection::stream)
            .filter(t -> !t.gone())
            .filter(t -> t.status() == TargetStatus.HEALTHY && cluster.answers(t.key().id()))
            .count();
  }

  /** Targets that Lattice holds, draining ones left out. */
  Set<String> registered() {
    return registered(lattice);
  }

  static Set<String> registered(LatticeSimulator lattice) {
    return lattice.view().targets().values().stream()
        .flatMap(Collection::stream)
        .filter(t -> !t.gone() && t.status() != TargetStatus.DRAINING)
        .map(t -> t.key().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Everything that exists, by kind. */
  String inventory() {
    return inventory(lattice);
  }

  static String inventory(LatticeSimulator lattice) {
    var view = lattice.view();
    return view.services().size()
        + " services, "
        + view.listeners().size()
        + " listeners, "
        + view.targetGroups().size()
        + " target groups, "
        + view.serviceAssociations().size()
        + " associations";
  }

  long operatorCalls(long from) {
    return lattice.journal().count(from, e -> e.caller().equals(OPERATOR));
  }

  long operatorWrites(long from) {
    return lattice.journal().count(from, e -> e.caller().equals(OPERATOR) && !e.read());
  }

  /** One life of the operator. */
  private final class Operator implements Cloud {
    private final Cloud direct = new DirectCloud(services, OPERATOR);
    private final Loop loop =
        new Loop(
            time,
            cluster,
            cluster,
            this,
            mortal(Caller.delayed(time, Duration.ofMillis(10), Duration.ofMillis(10))),
            Fixtures.SETTINGS,
            new Loop.Settings(false, health, audit, 10, new Budget.Rate(10, 40)),
            observer);
    private boolean dead;

    /** The calls of the dead have no effect and no answer. */
    private Caller mortal(Caller caller) {
      return new Caller() {
        @Override
        public <T> void call(Supplier<T> call, Consumer<T> answered) {
          caller.call(
              call,
              answer -> {
                if (!dead) {
                  if (answer instanceof Receipt && !stall.isZero()) {
                    time.after(stall, () -> answered.accept(answer));
                  } else {
                    answered.accept(answer);
                  }
                }
              });
        }
      };
    }

    private void beat() {
      if (!dead) {
        observer.beat(time.now(), loop.load());
        time.after(Duration.ofSeconds(5), this::beat);
      }
    }

    void run(Errand errand) {
      loop.run(errand);
    }

    @Override
    public Receipt apply(Change change) {
      boolean before = crash(true);
      var refused = refusals.apply(change);
      if (refused.isPresent() && !dead) {
        return new Receipt(change, new Receipt.Failed(refused.get()), 1);
      }
      var receipt =
          dead
              ? new Receipt(change, new Receipt.Failed(Fault.of(Fault.Kind.LOST_ANSWER, "dead")), 0)
              : direct.apply(change);
      if (!before) {
        crash(false);
      }
      return receipt;
    }

    @Override
    public Reading read(Read read) {
      boolean before = crash(true);
      var refused = refusals.apply(read);
      var reading =
          refused.isPresent()
              ? new Reading(read, new Result.Failed(refused.get()), 1)
              : direct.read(read);
      if (!before) {
        crash(false);
      }
      if (associationsFail
          && read instanceof Read.Status status
          && status.kind() == io.latticeoperator.model.Node.Kind.SERVICE_ASSOCIATION
          && reading.result() instanceof io.latticeoperator.cloud.Result.Described d
          && d.resource() != null
          && d.resource().physical().status() == io.latticeoperator.model.ResourceStatus.ACTIVE) {
        return new Reading(
            read,
            new io.latticeoperator.cloud.Result.Described(
                new io.latticeoperator.model.Resource(
                    d.resource().node(),
                    d.resource()
                        .physical()
                        .withStatus(io.latticeoperator.model.ResourceStatus.CREATE_FAILED))),
            reading.calls());
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
        time.after(Duration.ofSeconds(2), Simulation.this::startOperator);
      }
      return now;
    }
  }
}
