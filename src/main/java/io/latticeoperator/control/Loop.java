package io.latticeoperator.control;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.engine.Backoff;
import io.latticeoperator.engine.Evidence;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Owner;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.time.Timeline;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.NetworkFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The control loop. Everything below happens on one timeline; only the calls themselves are made
 * elsewhere.
 */
public final class Loop implements ControlLoop {
  private final Timeline timeline;
  private final FactSource source;
  private final Outbox outbox;
  private final Step step;
  private final Budget budget;
  private final Mirror mirror;
  private final Observer observer;
  private final Reads reads;
  private final Writes writes;
  private final Errands errands;
  private final Map<Owner, Desk> desks = new HashMap<>();
  private final Directory directory = new Directory();
  private final Survey survey;
  private boolean stopped;

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

  /** A loop that always may write. */
  public Loop(
      Timeline timeline,
      FactSource source,
      Outbox outbox,
      Cloud cloud,
      Caller caller,
      ClusterSettings cluster,
      Settings settings,
      Observer observer) {
    this(timeline, source, outbox, cloud, caller, cluster, settings, observer, Mandate.UNLIMITED);
  }

  /**
   * A loop for one term.
   *
   * @param cloud must ask the mandate's permit itself, as late as it can
   */
  public Loop(
      Timeline timeline,
      FactSource source,
      Outbox outbox,
      Cloud cloud,
      Caller caller,
      ClusterSettings cluster,
      Settings settings,
      Observer observer,
      Mandate mandate) {
    this.timeline = timeline;
    this.source = source;
    this.outbox = outbox;
    this.observer = observer;
    var contained = new ContainedCloud(cloud);
    this.step = new Step(cluster, settings.observeOnly());
    this.budget = new Budget(timeline, settings.rate());
    this.errands = new Errands(timeline, budget, caller, observer);
    this.mirror =
        new Mirror(cluster.identity(), settings.pace(), timeline.now(), mandate.lateUntil());
    this.survey = new Survey(cluster, step, mirror, directory);
    this.reads = new Reads(timeline, budget, contained, caller, mirror, observer, this::schedule);
    this.writes =
        new Writes(
            timeline, budget, contained, caller, mandate.permit(), observer, outbox, new Written());
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

  /**
   * Stops for good: no call is begun any more, answers that still come are not looked at, and
   * nothing is said of anybody.
   *
   * @return completed once that is so
   */
  public CompletableFuture<Void> stop() {
    var done = new CompletableFuture<Void>();
    timeline.soon(
        () -> {
          if (!stopped) {
            stopped = true;
            reads.stop();
            writes.stop();
            errands.stop();
            desks.forEach(
                (owner, desk) -> {
                  desk.sleep();
                  observer.released(owner);
                });
            desks.clear();
          }
          done.complete(null);
        });
    return done;
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
    var look = look(owner, desk);
    if (look == null) {
      return;
    }
    var decision = look.decision();
    if (!decision.doubted().isEmpty()) {
      mirror.doubt(look.anchors(), decision.doubted());
    }
    publish(desk, decision.report());
    observer.decided(owner, decision);
    askForEvidence(look.facts(), desk, decision);
    writes.request(owner, decision.changes());
    var wake = decision.wakeAt();
    boolean acquainted = mirror.acquainted(look.anchors());
    for (var due : mirror.due(look.anchors(), decision.awaited(), timeline.now())) {
      if (due.at().isAfter(timeline.now())) {
        wake = wake == null || due.at().isBefore(wake) ? due.at() : wake;
      } else {
        reads.request(owner, due, acquainted);
      }
    }
    wakeAt(owner, desk, wake);
  }

  /** What one owner needs, as everything is now. */
  private record Look(Facts facts, Anchors anchors, Step.Decision decision) {}

  private @Nullable Look look(Owner owner, Desk desk) {
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
    return new Look(facts, anchors, decision);
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

  /** What the writes need to know of owners, and change. */
  private final class Written implements Writes.Owners {
    @Override
    public Optional<List<Change>> decide(Owner owner) {
      return Optional.ofNullable(look(owner, desk(owner))).map(look -> look.decision().changes());
    }

    @Override
    public void begun(Change change) {
      mirror.begun(change);
    }

    @Override
    public void ended(Owner owner, Receipt receipt) {
      var desk = desk(owner);
      source
          .facts(owner)
          .ifPresentOrElse(
              facts -> mirror.ended(survey.anchors(facts), receipt, timeline.now()),
              () -> mirror.abandoned(receipt));
      desk.memory = Backoff.note(desk.memory, receipt, timeline.now());
      desk.waits.answered(receipt, timeline.now());
    }

    @Override
    public void schedule(Owner owner) {
      Loop.this.schedule(owner);
    }
  }

  private void publish(Desk desk, @Nullable Report report) {
    if (report != null && !Objects.equals(desk.report, report)) {
      desk.report = report;
      outbox.report(report);
      observer.reported(report);
    }
  }

  private void askForEvidence(Facts facts, Desk desk, Step.Decision decision) {
    var asked = desk.evidenceAsked;
    boolean recently = asked != null && asked.plus(Duration.ofSeconds(5)).isAfter(timeline.now());
    if (decision.evidenceWanted() && !recently) {
      desk.evidenceAsked = timeline.now();
      if (facts instanceof ExportFacts export) {
        outbox.evidenceWanted(export);
      }
    }
  }

  private void wakeAt(Owner owner, Desk desk, @Nullable Instant at) {
    desk.sleep();
    if (at != null) {
      desk.wake = timeline.after(Duration.between(timeline.now(), at), () -> schedule(owner));
    }
  }

  private void release(Owner owner) {
    var desk = desks.remove(owner);
    if (desk != null) {
      desk.sleep();
    }
    mirror.forget(owner);
    observer.released(owner);
    directory.remove(owner).forEach(this::schedule);
  }

  private Desk desk(Owner owner) {
    return desks.computeIfAbsent(owner, o -> new Desk(new Waits(o, observer)));
  }
}
