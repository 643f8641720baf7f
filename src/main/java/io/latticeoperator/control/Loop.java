package io.latticeoperator.control;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.control.Budget.Slot;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.engine.Backoff;
import io.latticeoperator.engine.Evidence;
import io.latticeoperator.engine.Memory;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Owner;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.PlanText;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.time.Timeline;
import io.latticeoperator.translate.ClusterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control loop. Everything below happens on one timeline; only the calls themselves are made
 * elsewhere.
 */
public final class Loop implements ControlLoop {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final Timeline timeline;
  private final FactSource source;
  private final Outbox outbox;
  private final Cloud cloud;
  private final Caller caller;
  private final ClusterSettings cluster;
  private final Step step;
  private final Budget budget;
  private final Mirror mirror;
  private final Map<Owner, Desk> desks = new HashMap<>();
  private final ClaimBook claims = new ClaimBook();
  private final Set<String> flying = new HashSet<>();
  private boolean stopped;

  /** What is kept for one owner between steps. */
  private static final class Desk {
    Memory memory = Memory.NONE;
    @Nullable Evidence evidence;
    @Nullable Instant evidenceAsked;
    @Nullable Report report;
    boolean scheduled;
    Timeline.@Nullable Scheduled wake;
  }

  /**
   * Settings of the loop.
   *
   * @param observeOnly read and report, but write nothing
   * @param health how often targets' health is read at rest; zero for never
   * @param audit how often everything is read again; zero for never
   * @param rate calls a second that may be made, for each class of calls
   */
  public record Settings(boolean observeOnly, Duration health, Duration audit, Budget.Rate rate) {}

  public Loop(
      Timeline timeline,
      FactSource source,
      Outbox outbox,
      Cloud cloud,
      Caller caller,
      ClusterSettings cluster,
      Settings settings) {
    this.timeline = timeline;
    this.source = source;
    this.outbox = outbox;
    this.cloud = new ContainedCloud(cloud);
    this.caller = caller;
    this.cluster = cluster;
    this.step = new Step(cluster, settings.observeOnly());
    this.budget = new Budget(timeline, settings.rate());
    this.mirror =
        new Mirror(
            cluster.identity(),
            new Mirror.Pace(settings.health(), settings.audit()),
            timeline.now());
  }

  @Override
  public void dirty(Owner owner) {
    timeline.soon(() -> schedule(owner));
  }

  @Override
  public void dirtyAll() {
    timeline.soon(
        () -> {
          source.all().forEach(claims::put);
          source.all().forEach(facts -> schedule(facts.owner()));
        });
  }

  @Override
  public void evidence(Owner owner, Evidence evidence) {
    timeline.soon(
        () -> {
          desk(owner).evidence = evidence;
          schedule(owner);
        });
  }

  /** Stops for good: no call is begun any more, and answers that still come are not looked at. */
  public void stop() {
    timeline.soon(() -> stopped = true);
  }

  private void schedule(Owner owner) {
    var desk = desk(owner);
    if (!desk.scheduled && !stopped) {
      desk.scheduled = true;
      timeline.soon(
          () -> {
            desk.scheduled = false;
            evaluate(owner);
          });
    }
  }

  private void evaluate(Owner owner) {
    var desk = desk(owner);
    var decision = decide(owner, desk);
    if (decision == null) {
      return;
    }
    var anchors = Anchors.of(cluster, source.facts(owner).orElseThrow());
    publish(desk, decision.report());
    askForEvidence(owner, desk, decision);
    var asked = new HashSet<String>();
    for (var change : decision.changes()) {
      if (asked.add(change.slot()) && !flying.contains(change.slot())) {
        budget.request(
            new Slot(
                change.slot(),
                ApiClass.of(change),
                Lane.of(change),
                owner.namespace(),
                () -> grantedWrite(owner, change.slot(), ApiClass.of(change))));
      }
    }
    var wake = decision.wakeAt();
    for (var due : mirror.due(anchors, timeline.now())) {
      if (due.at().isAfter(timeline.now())) {
        wake = wake == null || due.at().isBefore(wake) ? due.at() : wake;
      } else {
        requestRead(owner, due);
      }
    }
    wakeAt(owner, desk, wake);
  }

  private Step.@Nullable Decision decide(Owner owner, Desk desk) {
    if (stopped || !source.synced()) {
      return null;
    }
    var found = source.facts(owner);
    if (found.isEmpty()) {
      release(owner);
      return null;
    }
    var facts = found.get();
    claims.put(facts).forEach(this::schedule);
    var decision =
        step.decide(
            new Step.Input(
                facts,
                claims.claims(),
                mirror.observe(Anchors.of(cluster, facts)),
                desk.memory,
                desk.evidence,
                source.synced(),
                timeline.now()));
    desk.memory = decision.memory();
    return decision;
  }

  private void grantedWrite(Owner owner, String slot, ApiClass api) {
    var desk = desk(owner);
    var decision = flying.contains(slot) ? null : decide(owner, desk);
    var change =
        decision == null
            ? null
            : decision.changes().stream()
                .filter(c -> c.slot().equals(slot))
                .findFirst()
                .orElse(null);
    if (change == null || ApiClass.of(change) != api) {
      budget.unused(api);
      if (decision != null) {
        schedule(owner);
      }
      return;
    }
    flying.add(slot);
    mirror.begun(change);
    LOG.info("{}: {}", owner, PlanText.of(change));
    caller.call(() -> cloud.apply(change), receipt -> answered(owner, receipt));
  }

  private void answered(Owner owner, Receipt receipt) {
    if (stopped) {
      return;
    }
    var change = receipt.change();
    flying.remove(change.slot());
    var desk = desk(owner);
    source
        .facts(owner)
        .ifPresentOrElse(
            facts -> mirror.ended(Anchors.of(cluster, facts), receipt, timeline.now()),
            () -> mirror.abandoned(receipt));
    desk.memory = Backoff.note(desk.memory, receipt, timeline.now());
    switch (receipt.outcome()) {
      case Receipt.Done done -> {
        budget.succeeded(ApiClass.of(change), receipt.calls());
        tell(owner, change, done);
      }
      case Receipt.Failed failed -> {
        feedback(ApiClass.of(change), failed.fault(), receipt.calls());
        LOG.warn(
            "{}: {} failed: {}: {}",
            owner,
            PlanText.of(change),
            failed.fault().kind(),
            failed.fault().message());
        outbox.event(
            owner, EventType.WARNING, failed.fault().kind().reason(), failed.fault().message());
      }
    }
    schedule(owner);
  }

  private void tell(Owner owner, Change change, Receipt.Done done) {
    if (!done.refused().isEmpty()) {
      outbox.event(
          owner,
          EventType.WARNING,
          "TargetsRefused",
          done.refused().size() + " targets were refused: " + done.refused());
    }
    var reason =
        switch (change) {
          case Change.Create c -> "Created";
          case Change.Update u -> "Updated";
          case Change.Delete d -> "Deleted";
          case Change.Tag t -> "TakenOver";
          case Change.Register r -> "Registered";
          case Change.Deregister d -> "Deregistered";
        };
    outbox.event(owner, EventType.NORMAL, reason, PlanText.of(change));
  }

  private void requestRead(Owner owner, Mirror.Due due) {
    budget.request(
        new Slot(
            due.read().toString(),
            ApiClass.READ,
            due.lane(),
            owner.namespace(),
            () -> grantedRead(due)));
  }

  private void grantedRead(Mirror.Due due) {
    if (stopped || mirror.log().flying(due.read())) {
      budget.unused(ApiClass.READ);
      return;
    }
    var ticket = mirror.begun(due.read(), timeline.now());
    caller.call(() -> cloud.read(due.read()), reading -> answered(ticket, reading));
  }

  private void answered(Mirror.Ticket ticket, Reading reading) {
    if (stopped) {
      return;
    }
    if (reading.result() instanceof Result.Failed failed) {
      feedback(ApiClass.READ, failed.fault(), reading.calls());
      LOG.warn("reading {} failed: {}", reading.read(), failed.fault().message());
    } else {
      budget.succeeded(ApiClass.READ, reading.calls());
    }
    mirror.ended(ticket, reading, timeline.now()).forEach(this::schedule);
  }

  private void feedback(ApiClass api, Fault fault, int calls) {
    if (fault.kind() == Fault.Kind.THROTTLED) {
      budget.throttled(api, fault.retryAfter());
    } else {
      budget.succeeded(api, calls);
    }
  }

  private void publish(Desk desk, @Nullable Report report) {
    if (report != null && !Objects.equals(desk.report, report)) {
      desk.report = report;
      outbox.report(report);
    }
  }

  private void askForEvidence(Owner owner, Desk desk, Step.Decision decision) {
    var asked = desk.evidenceAsked;
    boolean recently = asked != null && asked.plus(Duration.ofSeconds(5)).isAfter(timeline.now());
    if (decision.evidenceWanted() && !recently) {
      desk.evidenceAsked = timeline.now();
      source.facts(owner).ifPresent(outbox::evidenceWanted);
    }
  }

  private void wakeAt(Owner owner, Desk desk, @Nullable Instant at) {
    if (desk.wake != null) {
      desk.wake.cancel();
      desk.wake = null;
    }
    if (at != null) {
      desk.wake = timeline.after(Duration.between(timeline.now(), at), () -> schedule(owner));
    }
  }

  private void release(Owner owner) {
    var desk = desks.remove(owner);
    if (desk != null && desk.wake != null) {
      desk.wake.cancel();
    }
    mirror.forget(owner);
    claims.remove(owner).forEach(this::schedule);
  }

  private Desk desk(Owner owner) {
    return desks.computeIfAbsent(owner, o -> new Desk());
  }
}
