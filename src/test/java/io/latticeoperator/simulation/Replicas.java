package io.latticeoperator.simulation;

import io.latticeoperator.control.SharedLease;
import io.latticeoperator.plan.Change;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.TargetStatus;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.VirtualTimeline;
import io.latticeoperator.translate.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replicas of one operator before one lease, one cluster and one AWS account, in virtual time, with
 * a judge who sees what none of them can: who wrote when, and who had the lease.
 */
final class Replicas {
  static final io.latticeoperator.simulator.aws.Caller OPERATOR =
      new io.latticeoperator.simulator.aws.Caller("111122223333", "eu-west-1", "AKIAOPERATOR");

  final VirtualTimeline time = new VirtualTimeline(Fixtures.START);
  final SimulatedCluster cluster = new SimulatedCluster(time);
  final SharedLease lease = new SharedLease(time::now);
  final LatticeSimulator lattice;
  final AwsServices services;
  final List<Replica> all = new ArrayList<>();
  final Duration health;
  final Duration audit;
  Supplier<Duration> awsLatency = () -> Duration.ofMillis(10);
  Supplier<Duration> leaseLatency = () -> Duration.ofMillis(5);
  private final List<Write> writes = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private int sent;
  private int effects;
  private int deedAt = -1;
  private boolean deedBefore;
  private @Nullable Consumer<Replica> deed;

  /** A write of a term, when it was sent. */
  private record Write(Instant sent, String replica, String term, Change change) {}

  Replicas() {
    this(Duration.ofMinutes(1), Duration.ofHours(1));
  }

  /**
   * @param health between readings of health; zero for never
   * @param audit between readings of everything; zero for never
   */
  Replicas(Duration health, Duration audit) {
    this.health = health;
    this.audit = audit;
    var world =
        World.of(
            Vpc.of(
                Fixtures.SETTINGS.vpcId(), OPERATOR.account(), OPERATOR.region(), "10.1.0.0/16"));
    var settings = Settings.quick();
    this.lattice =
        new LatticeSimulator(
            Environment.of(time, world, settings.account(), 1),
            settings,
            (group, ip, port, result) -> result.accept(cluster.answers(ip)));
    this.services = AwsServices.around(lattice);
    lattice.call(new Call(OPERATOR, "CreateServiceNetwork", Simulation.json().put("name", "main")));
  }

  Replica start() {
    var replica = new Replica(this, "replica-" + (all.size() + 1));
    all.add(replica);
    return replica.start();
  }

  Duration awsLatency() {
    return awsLatency.get();
  }

  Duration leaseLatency() {
    return leaseLatency.get();
  }

  void run(Duration duration) {
    time.advance(duration);
  }

  /** The one that leads; null when none does. */
  @Nullable Replica leader() {
    return all.stream().filter(Replica::leads).findFirst().orElse(null);
  }

  List<Replica> living() {
    return all.stream().filter(replica -> !replica.timeline.dead()).toList();
  }

  /** Something befalls whoever makes the n-th call of leaders from now, counted from 0. */
  void at(int call, boolean before, Consumer<Replica> befalls) {
    deedAt = call + (before ? sent : effects);
    deedBefore = before;
    deed = befalls;
  }

  /** How many calls leaders have made that took effect. */
  int calls() {
    return effects;
  }

  boolean deedDone() {
    return deed == null;
  }

  /** A call of a replica is about to be sent, or has just had its effect. */
  void boundary(Replica replica, boolean before) {
    if (replica.terms() == 0) {
      return;
    }
    int call = before ? sent++ : effects++;
    var due = deed;
    if (due != null && call >= deedAt && before == deedBefore && !replica.timeline.dead()) {
      deed = null;
      due.accept(replica);
    }
  }

  /** A write was sent and takes effect now. */
  void wrote(String replica, String term, Instant at, Change change) {
    writes.add(new Write(at, replica, term, change));
    var last =
        lease.history().reversed().stream()
            .filter(tenancy -> !tenancy.at().isAfter(at))
            .findFirst()
            .orElseThrow();
    if (!last.holder().equals(replica)) {
      faults.add(term + " wrote at " + at + " while '" + last.holder() + "' had the lease");
    }
    var latest = last.at().plus(Replica.LEASE.duration()).minus(Replica.LEASE.margin());
    if (!at.isBefore(latest)) {
      faults.add(term + " wrote at " + at + ", after its deadline " + latest);
    }
    if (change instanceof Change.Deregister deregister && !cluster.deleting()) {
      deregister.targets().stream()
          .filter(target -> cluster.ready(target.ip()))
          .forEach(target -> faults.add(term + " deregistered the ready " + target));
    }
  }

  /** What must never have happened. */
  List<String> faults() {
    var found = new ArrayList<>(faults);
    var ordered = writes.stream().sorted(Comparator.comparing(Write::sent)).toList();
    var over = new HashMap<String, Boolean>();
    String current = "";
    for (var write : ordered) {
      if (!write.term().equals(current)) {
        if (over.containsKey(write.term())) {
          found.add(write.term() + " wrote at " + write.sent() + ", after " + current);
        }
        over.put(current, true);
        current = write.term();
      }
    }
    return found;
  }

  /** Terms in which something was written. */
  Set<String> writers() {
    return writes.stream().map(Write::term).collect(Collectors.toCollection(TreeSet::new));
  }

  int writes() {
    return writes.size();
  }

  Set<String> registered() {
    return lattice.view().targets().values().stream()
        .flatMap(List::stream)
        .filter(target -> !target.gone() && target.status() != TargetStatus.DRAINING)
        .map(target -> target.key().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String inventory() {
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
}
