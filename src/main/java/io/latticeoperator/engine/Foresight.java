package io.latticeoperator.engine;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fold;
import io.latticeoperator.plan.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What steps would come to one after the other, if AWS did all that it is asked for: a plan holds
 * only what can be done now, and people want to know where it ends.
 *
 * @param waves changes that can be made together, in order
 * @param end what would be told when nothing is left to do; null while nothing is known
 * @param held targets that stay although they were to go
 * @param ended false when there is still something to do after {@link #MOST_WAVES} waves
 */
public record Foresight(List<List<Change>> waves, @Nullable Report end, int held, boolean ended) {

  /** More than the longest chain of things that wait for one another. */
  public static final int MOST_WAVES = 20;

  /** What does not exist yet has this in place of an id and an ARN. */
  public static final String UNKNOWN = "(known when made)";

  /** Longer than anything that a step waits for. */
  private static final Duration BETWEEN = Duration.ofMinutes(15);

  public Foresight {
    waves = waves.stream().map(List::copyOf).toList();
  }

  /**
   * Looks ahead for one owner.
   *
   * @param step one that may write, for otherwise nothing ever changes
   * @param coming names of service networks that other owners are about to make
   */
  public static Foresight of(Step step, Step.Input input, List<String> coming) {
    var waves = new ArrayList<List<Change>>();
    var now = with(input, coming);
    var decision = step.decide(now);
    int held = decision.held();
    while (!decision.changes().isEmpty() && waves.size() < MOST_WAVES) {
      waves.add(decision.changes());
      now = after(now, decision);
      decision = step.decide(now);
    }
    return new Foresight(waves, decision.report(), held, decision.changes().isEmpty());
  }

  private static Step.Input with(Step.Input in, List<String> coming) {
    var before = in.observation();
    var networks = new ArrayList<>(before.networks());
    for (var name : coming) {
      if (networks.stream().noneMatch(network -> network.name().equals(name))) {
        networks.add(new NetworkSummary(name + " " + UNKNOWN, UNKNOWN, name));
      }
    }
    return in(
        in,
        new Observation(
            before.complete(),
            before.certain(),
            before.state(),
            networks,
            before.healthReadAt(),
            before.fault(),
            before.asked(),
            before.unread()),
        in.memory(),
        in.now());
  }

  private static Step.Input in(Step.Input in, Observation observation, Memory memory, Instant now) {
    return new Step.Input(
        in.facts(),
        in.claims(),
        in.catalog(),
        in.surroundings(),
        observation,
        memory,
        in.evidence(),
        in.synced(),
        now);
  }

  private static Step.Input after(Step.Input in, Step.Decision decision) {
    var state = in.observation().state();
    for (var change : decision.changes()) {
      state = Fold.fold(state, new Receipt(change, new Receipt.Done(made(change), Map.of()), 1));
    }
    var then = in.now().plus(BETWEEN);
    var before = in.observation();
    return in(
        in,
        new Observation(
            before.complete(),
            true,
            settled(state),
            before.networks(),
            then,
            before.fault(),
            askedAt(then),
            before.unread()),
        decision.memory(),
        then);
  }

  private static @Nullable Physical made(Change change) {
    return change instanceof Change.Create create
        ? new Physical(UNKNOWN, UNKNOWN, ResourceStatus.ACTIVE, null, UNKNOWN, create.tags())
        : null;
  }

  /** What AWS is at work on has ended well. */
  private static LatticeState settled(LatticeState state) {
    var settled = new TreeMap<Key, Resource>();
    state
        .resources()
        .forEach(
            (key, resource) -> {
              var physical = resource.physical();
              if (physical == null) {
                return;
              }
              switch (physical.status()) {
                case DELETE_IN_PROGRESS -> {}
                case CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS ->
                    settled.put(
                        key,
                        new Resource(
                            settled(resource.node()), physical.withStatus(ResourceStatus.ACTIVE)));
                case ACTIVE, CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED ->
                    settled.put(key, new Resource(settled(resource.node()), physical));
              }
            });
    return new LatticeState(settled);
  }

  private static Node settled(Node node) {
    if (!(node instanceof TargetGroup group)
        || !(group.targets() instanceof Targets.Registered registered)) {
      return node;
    }
    var statuses = new TreeMap<>(registered.statuses());
    statuses.values().removeIf(TargetStatus.DRAINING::equals);
    statuses.replaceAll(
        (target, status) ->
            status == TargetStatus.INITIAL || status == TargetStatus.UNUSED
                ? TargetStatus.HEALTHY
                : status);
    return group.withTargets(new Targets.Registered(statuses));
  }

  private static Map<Node.Kind, Instant> askedAt(Instant then) {
    var asked = new EnumMap<Node.Kind, Instant>(Node.Kind.class);
    for (var kind : Node.Kind.values()) {
      asked.put(kind, then);
    }
    return asked;
  }
}
