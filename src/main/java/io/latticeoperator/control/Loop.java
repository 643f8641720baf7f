package io.latticeoperator.control;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.control.Budget.Slot;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.engine.Backoff;
import io.latticeoperator.engine.Evidence;
import io.latticeoperator.engine.Memory;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.PlanText;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.time.Timeline;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.NetworkFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
  private final Step step;
  private final Budget budget;
  private final Mirror mirror;
  private final Observer observer;
  private final Errands errands;
  private final Map<Owner, Desk> desks = new HashMap<>();
  private final Directory directory = new Directory();
  private final Survey survey;
  private final Set<String> flying = new HashSet<>();
  private boolean stopped;

  /** What is kept for one owner between steps. */
  private static final class Desk {
    Memory memory = Memory.NONE;
    @Nullable Evidence evidence;
    @Nullable Instant evidenceAsked;
    @Nullable Report report;
    final Waits waits;
    boolean scheduled;
    Timeline.@Nullable Scheduled wake;

    Desk(Waits waits) {
      this.waits = waits;
    }
  }

  /**
   * Settings of the loop.
   *
   * @param observeOnly read and report, but write nothing
   * @param health how often targets' health is read at rest; zero for never
   * @param audit how often everything is read again; zero for never
   * @param restShare in percent of the rate: what reading health at rest, and reading everything
   *     again, may each take; with more to read than that is enough for, it is read less often
   * @param rate calls a second that may be made, for each class of calls
   */
  public record Settings(
      boolean observeOnly, Duration health, Duration audit, int restShare, Budget.Rate rate) {
    Mirror.Pace pace() {
      return new Mirror.Pace(health, audit, rate.perSecond() * restShare / 100);
    }
  }

  public Loop(
      Timeline timeline,
      FactSource source,
      Outbox outbox,
      Cloud cloud,
      Caller caller,
      ClusterSettings cluster,
      Settings settings,
      Observer observer) {
    this.timeline = timeline;
    this.source = source;
    this.outbox = outbox;
    this.cloud = new ContainedCloud(cloud);
    this.caller = caller;
    this.observer = observer;
    this.step = new Step(cluster, settings.observeOnly());
    this.budget = new Budget(timeline, settings.rate());
    this.errands = new Errands(timeline, budget, caller, observer);
    this.mirror = new Mirror(cluster.identity(), settings.pace(), timeline.now());
    this.survey = new Survey(cluster, step, mirror, directory);
  }

  @Override
  public void dirty(Owner owner) {
    timeline.soon(() -> schedule(owner));
  }

  @Override
  public void dirtyAll() {
    timeline.soon(
        () -> {
          var all = source.all();
          all.forEach(directory::put);
          observer.began(all.stream().map(Facts::owner).toList());
          all.forEach(facts -> schedule(facts.owner()));
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

  /** Asks for a slot in the last lane. From any thread. */
  public void run(Errand errand) {
    timeline.soon(() -> errands.run(errand));
  }

  /** How the budget stands. For the timeline's thread. */
  public Budget.Load load() {
    return budget.load();
  }

  /** Stops for good: no call is begun any more, and answers that still come are not looked at. */
  public void stop() {
    timeline.soon(
        () -> {
          stopped = true;
          errands.stop();
        });
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
    var anchors = survey.anchors(source.facts(owner).orElseThrow());
    if (!decision.doubted().isEmpty()) {
      mirror.doubt(anchors, decision.doubted());
    }
    publish(desk, decision.report());
    observer.decided(owner, decision);
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
                true,
                () -> grantedWrite(owner, change.slot(), ApiClass.of(change))));
      }
    }
    var wake = decision.wakeAt();
    boolean acquainted = mirror.acquainted(anchors);
    for (var due : mirror.due(anchors, decision.awaited(), timeline.now())) {
      if (due.at().isAfter(timeline.now())) {
        wake = wake == null || due.at().isBefore(wake) ? due.at() : wake;
      } else {
        requestRead(owner, due, acquainted);
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
    directory.put(facts).forEach(this::schedule);
    var surroundings = survey.surroundings(facts);
    var anchors = survey.anchors(facts, surroundings);
    var observation = mirror.observe(anchors);
    var input =
        new Step.Input(
            facts,
            directory.claims(),
            directory.catalog(),
            surroundings,
            observation,
            desk.memory,
            desk.evidence,
            source.synced(),
            timeline.now());
    observer.looked(input, () -> mirror.complete(anchors));
    var decision = step.decide(input);
    desk.memory = decision.memory();
    desk.waits.look(decision, observation, timeline.now());
    enter(facts, decision).forEach(this::schedule);
    return decision;
  }

  /** Lets others know what was found out; returns those to whom it matters. */
  private List<Owner> enter(Facts facts, Step.Decision decision) {
    return switch (facts) {
      case ExportFacts export -> directory.looked(export.owner(), decision.member());
      case NetworkFacts network ->
          decision.report() instanceof NetworkReport report
              ? directory.identified(network.owner(), report.networkId())
              : List.of();
    };
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
    var begun = timeline.now();
    caller.call(() -> cloud.apply(change), receipt -> answered(owner, receipt, begun));
  }

  private void answered(Owner owner, Receipt receipt, Instant begun) {
    if (stopped) {
      return;
    }
    var change = receipt.change();
    observer.wrote(ApiClass.of(change), receipt, Duration.between(begun, timeline.now()));
    flying.remove(change.slot());
    var desk = desk(owner);
    source
        .facts(owner)
        .ifPresentOrElse(
            facts -> mirror.ended(survey.anchors(facts), receipt, timeline.now()),
            () -> mirror.abandoned(receipt));
    desk.memory = Backoff.note(desk.memory, receipt, timeline.now());
    desk.waits.answered(receipt, timeline.now());
    switch (receipt.outcome()) {
      case Receipt.Done done -> {
        budget.succeeded(ApiClass.of(change), receipt.calls());
        tell(owner, change, done);
      }
      case Receipt.Failed failed -> {
        feedback(ApiClass.of(change), failed.fault(), receipt.calls());
        LOG.warn(
            "{}: {} failed: reason={}: {}",
            owner,
            PlanText.of(change),
            failed.fault().kind().reason(),
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
          case Change.Tag t -> t.tags().containsKey(Ownership.OWNER_UID) ? "TakenOver" : "Tagged";
          case Change.Untag u -> "Untagged";
          case Change.Register r -> "Registered";
          case Change.Deregister d -> "Deregistered";
        };
    outbox.event(owner, EventType.NORMAL, reason, PlanText.of(change));
  }

  private void requestRead(Owner owner, Mirror.Due due, boolean acquainted) {
    budget.request(
        new Slot(
            due.read().toString(),
            ApiClass.of(due.read()),
            due.lane(),
            owner.namespace(),
            acquainted,
            () -> grantedRead(due)));
  }

  private void grantedRead(Mirror.Due due) {
    if (stopped || mirror.log().flying(due.read())) {
      budget.unused(ApiClass.of(due.read()));
      return;
    }
    var ticket = mirror.begun(due.read(), timeline.now());
    caller.call(() -> cloud.read(due.read()), reading -> answered(ticket, due.lane(), reading));
  }

  private void answered(Mirror.Ticket ticket, Lane lane, Reading reading) {
    if (stopped) {
      return;
    }
    observer.read(
        ApiClass.of(reading.read()),
        lane,
        reading,
        Duration.between(ticket.begun(), timeline.now()));
    if (reading.result() instanceof Result.Failed failed) {
      feedback(ApiClass.of(reading.read()), failed.fault(), reading.calls());
      LOG.warn(
          "reading {} failed: reason={}: {}",
          reading.read(),
          failed.fault().kind().reason(),
          failed.fault().message());
    } else {
      budget.succeeded(ApiClass.of(reading.read()), reading.calls());
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
      observer.reported(report);
    }
  }

  private void askForEvidence(Owner owner, Desk desk, Step.Decision decision) {
    var asked = desk.evidenceAsked;
    boolean recently = asked != null && asked.plus(Duration.ofSeconds(5)).isAfter(timeline.now());
    if (decision.evidenceWanted() && !recently) {
      desk.evidenceAsked = timeline.now();
      if (source.facts(owner).orElse(null) instanceof ExportFacts export) {
        outbox.evidenceWanted(export);
      }
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
    observer.released(owner);
    directory.remove(owner).forEach(this::schedule);
  }

  private Desk desk(Owner owner) {
    return desks.computeIfAbsent(owner, o -> new Desk(new Waits(o, observer)));
  }
}
