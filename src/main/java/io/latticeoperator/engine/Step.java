package io.latticeoperator.engine;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.Plan.Why;
import io.latticeoperator.plan.PlanText;
import io.latticeoperator.plan.Planner;
import io.latticeoperator.plan.Slice;
import io.latticeoperator.translate.Catalog;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.Finding;
import io.latticeoperator.translate.Inquiry;
import io.latticeoperator.translate.Member;
import io.latticeoperator.translate.NetworkFacts;
import io.latticeoperator.translate.NetworkTranslator;
import io.latticeoperator.translate.Surroundings;
import io.latticeoperator.translate.Translation;
import io.latticeoperator.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pure step. The same input gives the same decision. */
public final class Step {
  /** Logs of an export are kept as evidence. */
  private static final Set<Kind> RETAINED = EnumSet.of(Kind.LOG_GROUP);

  /** What others may use is not deleted on older news than this. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  /** After this long without another, a create that failed late is forgotten. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  /** What only others can make or unmake. */
  private static final Set<Why> AWAITED = EnumSet.of(Why.ABSENT, Why.NAME_CONFLICT, Why.AMBIGUOUS);

  private final ClusterSettings settings;
  private final boolean observeOnly;
  private final Translator exports;
  private final NetworkTranslator networks;

  /**
   * @param observeOnly decide and report, but let nothing be written
   */
  public Step(ClusterSettings settings, boolean observeOnly) {
    this.settings = settings;
    this.observeOnly = observeOnly;
    this.exports = new Translator(settings);
    this.networks = new NetworkTranslator(settings);
  }

  /**
   * Everything a step looks at.
   *
   * @param claims of all exports
   * @param catalog of all networks
   * @param surroundings what a network's translation depends on; an export's own membership
   * @param synced whether every Kubernetes cache has had its first list
   * @param evidence newest answer to {@link Decision#evidenceWanted}; null when none
   */
  public record Input(
      Facts facts,
      Claims claims,
      Catalog catalog,
      Surroundings surroundings,
      Observation observation,
      Memory memory,
      @Nullable Evidence evidence,
      boolean synced,
      Instant now) {}

  /**
   * What a step comes to.
   *
   * @param changes to be asked for now, in order
   * @param plan all that could be done, were nothing held back
   * @param memory for the next step
   * @param report null while nothing is known yet
   * @param member what an export now is to the networks that it is in; null for others, and while
   *     nothing is known
   * @param doubted kinds of which what exists must be read once more before it may be deleted
   * @param awaited kinds of which something is waited for that only others can make or unmake
   * @param wakeAt when the step must run again even if nothing happens; null when never
   * @param evidenceWanted a removal is held that a live list of pods could explain
   * @param targets what an export wants registered, whether or not AWS is known; null where nothing
   *     may be written, and for others
   * @param held targets that stay although they were to go, because nothing explains it
   */
  public record Decision(
      List<Change> changes,
      Plan plan,
      Memory memory,
      @Nullable Report report,
      @Nullable Member member,
      Set<Kind> doubted,
      Set<Kind> awaited,
      @Nullable Instant wakeAt,
      boolean evidenceWanted,
      Targets.@Nullable Wanted targets,
      int held) {
    public Decision {
      changes = List.copyOf(changes);
      doubted = Set.copyOf(doubted);
      awaited = Set.copyOf(awaited);
    }

    static Decision idle(
        Memory memory,
        @Nullable Report report,
        @Nullable Member member,
        Targets.@Nullable Wanted targets) {
      return new Decision(
          List.of(),
          Plan.EMPTY,
          memory,
          report,
          member,
          Set.of(),
          Set.of(),
          null,
          false,
          targets,
          0);
    }
  }

  /** What a slice comes to, before anybody is told. */
  private record Outcome(
      Slice slice,
      Plan plan,
      Guard.Verdict verdict,
      List<Change> changes,
      Map<String, Memory.Failure> failing,
      Set<Kind> doubted,
      Memory memory) {}

  /**
   * Everything beside an export's wiring that has to be looked up before an owner is planned. What
   * a spec does not ask for can only be there if the spec was another once.
   */
  public List<Inquiry> inquiries(Facts facts, Surroundings surroundings) {
    var inquiries =
        switch (facts) {
          case ExportFacts export -> exports.inquiries(export);
          case NetworkFacts network -> networks.inquiries(network, surroundings);
        };
    // Kubernetes counts a deletion as a change
    boolean unchanged = facts.generation() <= (facts.deleting() ? 2 : 1);
    return unchanged ? inquiries.stream().filter(Inquiry::asked).toList() : inquiries;
  }

  /** Service networks that an export refers to, as AWS knows them. */
  public List<String> networks(ExportFacts facts, Catalog catalog) {
    return exports.networks(facts, catalog);
  }

  /** Names of the Lattice services that a network's policy refers to. */
  public Set<String> services(NetworkFacts facts) {
    return networks.services(facts);
  }

  /** Decides for one owner. */
  public Decision decide(Input in) {
    return switch (in.facts()) {
      case ExportFacts export -> decide(in, export);
      case NetworkFacts network -> decide(in, network);
    };
  }

  private Decision decide(Input in, ExportFacts facts) {
    var self = Members.of(facts, in.observation());
    var translation = exports.translate(facts, in.claims(), in.catalog(), self);
    if (facts.deleting() && facts.spec().deletionPolicy() == DeletionPolicy.RETAIN) {
      return Decision.idle(Memory.NONE, Reporter.retained(facts, translation), null, null);
    }
    var observation = in.observation();
    if (!observation.complete()) {
      return Decision.idle(
          in.memory(),
          observation.fault() == null && translation.findings().isEmpty()
              ? null
              : Reporter.unread(facts, translation, observation),
          Members.of(translation, self),
          translation.targets());
    }
    var guard = guard(in, facts.spec().suspend(), facts.spec().maxRemovalPercent());
    var findings = new ArrayList<>(translation.findings());
    var desired =
        thaw(desired(translation, observation, facts, findings), translation.frozen(), in);
    var outcome = judge(in, desired, RETAINED, guard, translation.targets());
    var report =
        Reporter.report(
            new Reporter.Input(
                facts,
                translation,
                findings,
                outcome.slice(),
                observation,
                outcome.verdict().plan(),
                outcome.failing()));
    var waited = guard.writes() ? translation.targets() : null;
    return decision(in, outcome, report, Members.of(translation, self), waited);
  }

  private Decision decide(Input in, NetworkFacts facts) {
    var translation = networks.translate(facts, in.catalog(), in.surroundings());
    var wanted = translation.desired();
    var desired =
        wanted == null
            ? frozen(in.observation().state(), Targets.Wanted.NONE, facts)
            : thaw(wanted, translation.frozen(), in);
    var guard = guard(in, facts.spec().suspend(), 100);
    var outcome = judge(in, desired, translation.retained(), guard, Targets.Wanted.NONE);
    var report =
        NetworkReporter.report(
            new NetworkReporter.Input(
                facts,
                translation,
                outcome.slice(),
                in.observation(),
                outcome.verdict().plan(),
                outcome.failing(),
                in.surroundings().members().size()));
    return decision(in, outcome, report, null, null);
  }

  private static Decision decision(
      Input in,
      Outcome outcome,
      Report report,
      @Nullable Member member,
      Targets.@Nullable Wanted targets) {
    return new Decision(
        outcome.changes(),
        outcome.plan(),
        outcome.memory(),
        report,
        member,
        outcome.doubted(),
        awaited(outcome),
        wakeAt(in.now(), outcome.memory(), outcome.verdict().plan()),
        outcome.verdict().evidenceWanted(),
        targets,
        outcome.verdict().held());
  }

  private static Set<Kind> awaited(Outcome outcome) {
    return outcome.plan().waiting().stream()
        .filter(w -> AWAITED.contains(w.why()))
        .map(w -> outcome.slice().desired().get(w.key()))
        .filter(Objects::nonNull)
        .map(resource -> resource.node().kind())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Outcome judge(
      Input in, LatticeState wanted, Set<Kind> retained, Guard guard, Targets.Wanted targets) {
    var unread = in.observation().unread().stream().map(Observation.Unread::kind).toList();
    var observed = without(in.observation().state(), unread);
    var desired =
        unread.contains(Kind.AUTH_POLICY)
            ? Authentication.held(without(wanted, unread), observed)
            : without(wanted, unread);
    var removals =
        in.memory().removals().after(desired, observed, in.facts().generation(), in.now());
    var slice =
        new Slice(
            settings.identity(),
            in.facts().uid(),
            desired,
            observed,
            retained,
            elapsed(in.memory().waiting(), in.now()));
    var plan = refused(Planner.plan(slice), removals);
    var verdict = guard.judge(plan, observed, targets);
    var failing = new HashMap<String, Memory.Failure>();
    var changes = new ArrayList<Change>();
    var doubted = EnumSet.noneOf(Kind.class);
    for (var change : verdict.plan().changes()) {
      var stale = stale(change, in);
      if (stale != null) {
        doubted.add(stale);
        continue;
      }
      var failure = in.memory().failures().get(Backoff.id(change));
      if (failure != null) {
        failing.put(Backoff.id(change), failure);
      }
      if (failure == null || !Backoff.holds(failure, change, in.now())) {
        changes.add(change);
      }
    }
    return new Outcome(
        slice, plan, verdict, changes, failing, doubted, memory(in, verdict, failing, removals));
  }

  /**
   * The kind of what is to be left or deleted on old news: another cluster may have begun to use
   * it, or have left it, since it was last looked at. Null where news are fresh, or do not matter.
   */
  private static @Nullable Kind stale(Change change, Input in) {
    var kind =
        switch (change) {
          case Change.Delete delete -> delete.node().kind();
          case Change.Untag untag -> untag.node().kind();
          case Change.Create create -> null;
          case Change.Update update -> null;
          case Change.Tag tag -> null;
          case Change.Register register -> null;
          case Change.Deregister deregister -> null;
        };
    if (kind == null || !kind.shareable()) {
      return null;
    }
    var asked = in.observation().asked().get(kind);
    return asked == null || asked.plus(FRESH).isBefore(in.now()) ? kind : null;
  }

  /** What is there of kinds whose desired state is not known stays as it is. */
  private LatticeState thaw(LatticeState desired, Set<Kind> frozen, Input in) {
    if (frozen.isEmpty()) {
      return desired;
    }
    var kept = new TreeMap<>(desired.resources());
    in.observation()
        .state()
        .resources()
        .forEach(
            (key, resource) -> {
              if (frozen.contains(resource.node().kind())) {
                kept.put(key, Resource.desired(resource.node()));
              }
            });
    return frozen.contains(Kind.AUTH_POLICY)
        ? Authentication.held(new LatticeState(kept), in.observation().state())
        : new LatticeState(kept);
  }

  private static LatticeState without(LatticeState state, List<Kind> kinds) {
    if (kinds.isEmpty()) {
      return state;
    }
    var rest = new TreeMap<>(state.resources());
    rest.values().removeIf(r -> r.node() instanceof Provision && kinds.contains(r.node().kind()));
    return new LatticeState(rest);
  }

  private static Plan refused(Plan plan, Removals removals) {
    var waiting = new ArrayList<>(plan.waiting());
    var changes = new ArrayList<Change>();
    for (var change : plan.changes()) {
      if (change instanceof Change.Create create && removals.refused(create.key())) {
        waiting.add(
            new Plan.Waiting(
                create.key(),
                Why.REMOVED,
                PlanText.of(create)
                    + ", but it was taken away twice; ask the owner of the service network, then"
                    + " change or touch the spec"));
      } else {
        changes.add(change);
      }
    }
    return new Plan(changes, waiting);
  }

  private LatticeState desired(
      Translation translation, Observation observation, ExportFacts facts, List<Finding> findings) {
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
    var probe =
        new Slice(
            settings.identity(), facts.uid(), LatticeState.EMPTY, observed, Set.of(), Map.of());
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

  private Guard guard(Input in, boolean suspended, int maxRemovalPercent) {
    String whyNot = "";
    if (!in.synced()) {
      whyNot = "the caches of this cluster have not synced yet";
    } else if (observeOnly) {
      whyNot = "the operator runs with --observe-only";
    } else if (suspended && !in.facts().deleting()) {
      whyNot = "spec.suspend is true";
    }
    return new Guard(whyNot.isEmpty(), whyNot, maxRemovalPercent, in.evidence(), in.now());
  }

  private static Map<Key, Duration> elapsed(Map<Key, Instant> since, Instant now) {
    var elapsed = new HashMap<Key, Duration>();
    since.forEach((key, instant) -> elapsed.put(key, Duration.between(instant, now)));
    return elapsed;
  }

  private static Memory memory(
      Input in, Guard.Verdict verdict, Map<String, Memory.Failure> failing, Removals removals) {
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
    return new Memory(failures, waiting, removals);
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
