package io.latticeoperator.engine;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.Plan.Why;
import io.latticeoperator.plan.Planner;
import io.latticeoperator.plan.Slice;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.Finding;
import io.latticeoperator.translate.Translation;
import io.latticeoperator.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pure step. The same input gives the same decision. */
public final class Step {
  /** After this long without another, a create that failed late is forgotten. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final ClusterSettings settings;
  private final boolean observeOnly;
  private final Translator translator;

  /**
   * @param observeOnly decide and report, but let nothing be written
   */
  public Step(ClusterSettings settings, boolean observeOnly) {
    this.settings = settings;
    this.observeOnly = observeOnly;
    this.translator = new Translator(settings);
  }

  /**
   * Everything a step looks at.
   *
   * @param synced whether every Kubernetes cache has had its first list
   * @param evidence newest answer to {@link Decision#evidenceWanted}; null when none
   */
  public record Input(
      Facts facts,
      Claims claims,
      Observation observation,
      Memory memory,
      @Nullable Evidence evidence,
      boolean synced,
      Instant now) {}

  /**
   * What a step comes to.
   *
   * @param changes to be asked for now, in order
   * @param memory for the next step
   * @param report null while nothing is known yet
   * @param wakeAt when the step must run again even if nothing happens; null when never
   * @param evidenceWanted a removal is held that a live list of pods could explain
   */
  public record Decision(
      List<Change> changes,
      Memory memory,
      @Nullable Report report,
      @Nullable Instant wakeAt,
      boolean evidenceWanted) {
    public Decision {
      changes = List.copyOf(changes);
    }
  }

  /** Decides for one owner. */
  public Decision decide(Input in) {
    var facts = in.facts();
    var translation = translator.translate(facts, in.claims());
    if (facts.deleting() && facts.spec().deletionPolicy() == DeletionPolicy.RETAIN) {
      return new Decision(
          List.of(), Memory.NONE, Reporter.retained(facts, translation), null, false);
    }
    var observation = in.observation();
    if (!observation.complete()) {
      var report =
          observation.fault() == null && translation.findings().isEmpty()
              ? null
              : Reporter.unread(facts, translation, observation);
      return new Decision(List.of(), in.memory(), report, null, false);
    }
    var findings = new ArrayList<>(translation.findings());
    var desired = desired(translation, observation, facts, findings);
    var slice =
        new Slice(
            settings.identity(),
            facts.uid(),
            desired,
            observation.state(),
            elapsed(in.memory().waiting(), in.now()));
    var plan = Planner.plan(slice);
    var verdict = guard(in).judge(plan, observation.state(), translation.targets());
    var failing = new HashMap<String, Memory.Failure>();
    var changes = new ArrayList<Change>();
    for (var change : verdict.plan().changes()) {
      var failure = in.memory().failures().get(Backoff.id(change));
      if (failure != null) {
        failing.put(Backoff.id(change), failure);
      }
      if (failure == null || !Backoff.holds(failure, change, in.now())) {
        changes.add(change);
      }
    }
    var memory = memory(in, verdict, failing);
    var report =
        Reporter.report(
            new Reporter.Input(
                facts, translation, findings, slice, observation, verdict.plan(), failing));
    return new Decision(
        changes,
        memory,
        report,
        wakeAt(in.now(), memory, verdict.plan()),
        verdict.evidenceWanted());
  }

  private LatticeState desired(
      Translation translation, Observation observation, Facts facts, List<Finding> findings) {
    var wanted = translation.desired();
    if (wanted == null) {
      return frozen(observation.state(), translation.targets(), facts);
    }
    var networks = Networks.resolve(wanted, observation.networks());
    findings.addAll(networks.findings());
    if (!networks.incomplete()) {
      return networks.desired();
    }
    var kept = new TreeMap<>(networks.desired().resources());
    observation
        .state()
        .nodes(ServiceAssociation.class)
        .forEach(e -> kept.putIfAbsent(e.key(), Resource.desired(e.node())));
    return new LatticeState(kept);
  }

  /** What is there, as if it were wanted, with the targets that the pods ask for. */
  private LatticeState frozen(LatticeState observed, Targets.Wanted targets, Facts facts) {
    var probe = new Slice(settings.identity(), facts.uid(), LatticeState.EMPTY, observed, Map.of());
    var kept = new TreeMap<Key, Resource>();
    observed
        .resources()
        .forEach(
            (key, resource) -> {
              if (probe.ours(key, resource)) {
                var node =
                    resource.node() instanceof TargetGroup group
                        ? group.withTargets(targets)
                        : resource.node();
                kept.put(key, Resource.desired(node));
              }
            });
    return new LatticeState(kept);
  }

  private Guard guard(Input in) {
    var facts = in.facts();
    String whyNot = "";
    if (!in.synced()) {
      whyNot = "the caches of this cluster have not synced yet";
    } else if (observeOnly) {
      whyNot = "the operator runs with --observe-only";
    } else if (facts.spec().suspend() && !facts.deleting()) {
      whyNot = "spec.suspend is true";
    }
    return new Guard(
        whyNot.isEmpty(), whyNot, facts.spec().maxRemovalPercent(), in.evidence(), in.now());
  }

  private static Map<Key, Duration> elapsed(Map<Key, Instant> since, Instant now) {
    var elapsed = new HashMap<Key, Duration>();
    since.forEach((key, instant) -> elapsed.put(key, Duration.between(instant, now)));
    return elapsed;
  }

  private static Memory memory(
      Input in, Guard.Verdict verdict, Map<String, Memory.Failure> failing) {
    var waiting = new HashMap<Key, Instant>();
    for (var w : verdict.plan().waiting()) {
      if (w.why() == Why.REPLACEMENT) {
        waiting.put(w.key(), in.memory().waiting().getOrDefault(w.key(), in.now()));
      }
    }
    // what patience has allowed stays allowed until it is done
    for (var change : verdict.plan().changes()) {
      var since = in.memory().waiting().get(change.key());
      if (since != null && ends(change)) {
        waiting.put(change.key(), since);
      }
    }
    var failures = new HashMap<>(failing);
    in.memory()
        .failures()
        .forEach(
            (id, failure) -> {
              if (Backoff.lasts(failure) && in.now().isBefore(failure.until().plus(FORGOTTEN))) {
                failures.putIfAbsent(id, failure);
              }
            });
    return new Memory(failures, waiting);
  }

  private static boolean ends(Change change) {
    return change instanceof Change.Update
        || (change instanceof Change.Deregister d && d.removal() == Change.Removal.RETIRE);
  }

  private static @Nullable Instant wakeAt(Instant now, Memory memory, Plan plan) {
    Instant wake = null;
    for (var failure : memory.failures().values()) {
      if (failure.until().isAfter(now)) {
        wake = earlier(wake, failure.until());
      }
    }
    if (!memory.waiting().isEmpty()) {
      wake = earlier(wake, now.plusSeconds(5));
    }
    if (plan.waiting().stream().anyMatch(w -> w.why() == Why.HELD)) {
      wake = earlier(wake, now.plus(Guard.EVIDENCE_LIFE));
    }
    return wake;
  }

  private static Instant earlier(@Nullable Instant a, Instant b) {
    return a == null || b.isBefore(a) ? b : a;
  }
}
