package io.latticeoperator.simulation;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Caller;
import io.latticeoperator.control.Leadership;
import io.latticeoperator.control.Lease;
import io.latticeoperator.control.LeaseStore;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Mandate;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Office;
import io.latticeoperator.control.Outbox;
import io.latticeoperator.engine.Report;
import io.latticeoperator.model.Owner;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.simulator.direct.DirectCloud;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process: its leadership, and the control loop of the term in which it leads. */
final class Replica implements Office, LeaseStore {
  static final Leadership.Settings LEASE =
      Leadership.Settings.of(Duration.ofSeconds(15), Duration.ofSeconds(15));

  final String name;
  final PausableTimeline timeline;
  final Leadership leadership;
  private final Replicas world;
  private final Cloud direct;
  private int terms;
  private @Nullable Term term;

  /** How much its wall clock is ahead. */
  Duration skew = Duration.ZERO;

  /** Whether it reaches the lease, and hears the answer. */
  boolean reachesLease = true;

  boolean hearsLease = true;

  Replica(Replicas world, String name) {
    this.world = world;
    this.name = name;
    this.timeline = new PausableTimeline(world.time);
    this.direct = new DirectCloud(world.services, Replicas.OPERATOR);
    this.leadership =
        new Leadership(
            timeline,
            () -> timeline.now().plus(skew),
            this,
            new Wire(() -> true, world::leaseLatency, new int[1]),
            LEASE,
            name,
            this);
  }

  Replica start() {
    leadership.start();
    return this;
  }

  /** SIGTERM: the process ends when it has given the lease away, or cannot. */
  void terminate() {
    leadership.resign().thenRun(timeline::die);
    timeline.after(Duration.ofSeconds(25), timeline::die);
  }

  /** SIGKILL. What has left it takes effect. */
  void kill() {
    timeline.die();
    if (term != null) {
      world.cluster.detach(term.loop);
    }
  }

  boolean leads() {
    return !timeline.dead() && leadership.mayWrite();
  }

  int terms() {
    return terms;
  }

  @Override
  public Answer read() {
    return reachesLease && hearsLease ? world.lease.read() : new Unanswered("cut off");
  }

  @Override
  public Answer write(Lease lease, @Nullable String version) {
    if (!reachesLease) {
      return new Unanswered("cut off");
    }
    var answer = world.lease.write(lease, version);
    return hearsLease ? answer : new Unanswered("answer lost");
  }

  @Override
  public void begin(Mandate mandate) {
    terms++;
    term = new Term(mandate);
    world.cluster.attach(term.loop);
  }

  @Override
  public void end(Consumer<Boolean> ended) {
    var ending = term;
    if (ending == null) {
      throw new AssertionError("no term");
    }
    world.cluster.detach(ending.loop);
    ending.loop.stop();
    await(ending, timeline.now().plus(LEASE.lastCall()), ended);
  }

  private void await(Term ending, Instant last, Consumer<Boolean> ended) {
    if (ending.flying[0] == 0 || !timeline.now().isBefore(last)) {
      ended.accept(ending.flying[0] == 0);
    } else {
      timeline.after(Duration.ofMillis(50), () -> await(ending, last, ended));
    }
  }

  @Override
  public boolean inUse() {
    return world.cluster.exists();
  }

  private final class Term implements Cloud, Outbox {
    final Loop loop;
    final int[] flying = new int[1];
    private final String id = name + "/" + terms;
    private final Mandate mandate;
    private final Wire wire;

    Term(Mandate mandate) {
      this.mandate = mandate;
      this.wire = new Wire(mandate.permit()::granted, world::awsLatency, flying);
      this.loop =
          new Loop(
              timeline,
              world.cluster,
              this,
              this,
              wire,
              Fixtures.SETTINGS,
              new Loop.Settings(false, world.health, world.audit, 10, new Budget.Rate(10, 40)),
              Observer.NONE,
              mandate);
    }

    @Override
    public Receipt apply(Change change) {
      if (!wire.grantedWhenSent) {
        return new Receipt(
            change, new Receipt.Failed(Fault.of(Fault.Kind.WITHHELD, "not sent")), 0);
      }
      world.wrote(name, id, wire.sent, change);
      return direct.apply(change);
    }

    @Override
    public Reading read(Read read) {
      return direct.read(read);
    }

    @Override
    public void report(Report report) {
      if (mandate.permit().granted()) {
        world.cluster.report(report);
      }
    }

    @Override
    public void event(Owner owner, EventType type, String reason, String message) {
      world.cluster.event(owner, type, reason, message);
    }

    @Override
    public void evidenceWanted(ExportFacts facts) {
      world.cluster.evidenceWanted(facts);
    }
  }

  /**
   * The way of a call: another thread of the process, where it may be stopped or die before it
   * sends; the network, which goes on whatever becomes of the process; and back.
   */
  private final class Wire implements Caller {
    private final Supplier<Boolean> permit;
    private final Supplier<Duration> latency;
    private final int[] flying;
    boolean grantedWhenSent;
    Instant sent = Instant.MIN;

    Wire(Supplier<Boolean> permit, Supplier<Duration> latency, int[] flying) {
      this.permit = permit;
      this.latency = latency;
      this.flying = flying;
    }

    @Override
    public <T> void call(Supplier<T> call, Consumer<T> answered) {
      flying[0]++;
      timeline.soon(
          () -> {
            world.boundary(Replica.this, true);
            // at once, unless it was stopped just now
            if (timeline.paused()) {
              timeline.soon(() -> send(call, answered));
            } else if (!timeline.dead()) {
              send(call, answered);
            }
          });
    }

    private <T> void send(Supplier<T> call, Consumer<T> answered) {
      boolean granted = permit.get();
      var at = timeline.now();
      var there = latency.get();
      world.time.after(
          there,
          () -> {
            grantedWhenSent = granted;
            sent = at;
            T answer = call.get();
            world.boundary(Replica.this, false);
            world.time.after(
                latency.get(),
                () ->
                    timeline.soon(
                        () -> {
                          flying[0]--;
                          answered.accept(answer);
                        }));
          });
    }
  }
}
