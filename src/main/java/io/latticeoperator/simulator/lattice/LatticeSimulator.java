package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Journal;
import io.latticeoperator.simulator.aws.RecordJson;
import io.latticeoperator.simulator.aws.Stateful;
import io.latticeoperator.simulator.aws.VpcEndpoint;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * VPC Lattice's control plane without HTTP. One call, transition or health verdict happens at a
 * time, under one lock; what happens later is on the timeline. In virtual time the simulator has no
 * threads and the same calls give the same answers, IDs included; with a real timeline it may be
 * called from any thread.
 */
public final class LatticeSimulator implements Stateful {
  private final Environment environment;
  private final Timeline timeline;
  private final Settings settings;
  private final HealthProbe probe;
  private final Journal journal;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Faults faults = Faults.NONE;
  private Era era;

  public LatticeSimulator(Environment environment, Settings settings, HealthProbe probe) {
    this.environment = environment;
    this.timeline = environment.timeline();
    this.settings = settings;
    this.probe = probe;
    this.journal = environment.journal();
    this.era = new Era(new Identifiers(environment.seed()));
  }

  /**
   * In a world where nobody shares anything and everybody may do everything.
   *
   * @param seed of the identifiers
   */
  public LatticeSimulator(
      Timeline timeline, Settings settings, World world, HealthProbe probe, long seed) {
    this(Environment.of(timeline, world, settings.account(), seed), settings, probe);
  }

  /** What a reset throws away; what an old era still has on the timeline touches only itself. */
  private final class Era {
    final State state;
    final Calls calls;
    final ClientTokens tokens = new ClientTokens(settings.choices());
    final Agenda agenda = new Agenda();
    final HealthChecks healthChecks;

    Era(Identifiers identifiers) {
      state = new State(settings, environment, identifiers);
      calls = new Calls(state, tokens);
      healthChecks = new HealthChecks(state, timeline, probe, action -> exclusively(this, action));
    }
  }

  /**
   * Has its effect at once and returns its answer; {@link Faults#latency} does not apply, and a
   * call that is never answered is lost.
   */
  public Answer call(Call call) {
    return answered(call).orElseGet(Answer.Lost::new);
  }

  /**
   * Has its effect and gives its answer after the latency that the faults ask for; without any,
   * both happen before this returns. The faults may also ask for no answer, ever.
   */
  public void call(Call call, Consumer<Answer> answer) {
    var latency = faults.latency(call);
    if (latency.isZero()) {
      answered(call).ifPresent(answer);
      return;
    }
    var half = latency.dividedBy(2);
    timeline.after(
        half,
        () -> {
          var given = delayed(call, answer);
          timeline.after(half, () -> given.ifPresent(answer));
        });
  }

  /**
   * Associates a VPC endpoint with the service network or resource configuration that it leads to,
   * as EC2 does.
   *
   * @throws IllegalArgumentException when that is not there, or is not shared with the endpoint's
   *     owner
   */
  public void attach(VpcEndpoint endpoint) {
    exclusively(
        () -> {
          try {
            EndpointAssociations.attach(era.state, endpoint, timeline.now());
            return true;
          } catch (Refused refused) {
            throw new IllegalArgumentException(refused.refusal().message(), refused);
          }
        });
  }

  /** Ends the associations of a VPC endpoint; one without any is left alone. */
  public void detach(String vpcEndpointId) {
    exclusively(
        () -> {
          EndpointAssociations.detach(era.state, vpcEndpointId);
          return true;
        });
  }

  private Optional<Answer> delayed(Call call, Consumer<Answer> answer) {
    try {
      return answered(call);
    } catch (RuntimeException bug) {
      answer.accept(Refused.by(ErrorCode.INTERNAL_SERVER, "Internal server error", Duration.ZERO));
      throw bug;
    }
  }

  /**
   * From now on the health checks of a target come to this, whatever the target does, and its
   * status shows it at once unless the target is not checked now.
   *
   * @param port as it was registered
   * @throws IllegalArgumentException when the target is not registered
   */
  public void forceHealth(String targetGroupId, String targetId, int port, boolean healthy) {
    target(
        targetGroupId, targetId, port, key -> era.healthChecks.force(targetGroupId, key, healthy));
  }

  /**
   * From now on the health checks of a target come to what they find.
   *
   * @throws IllegalArgumentException when the target is not registered
   */
  public void releaseHealth(String targetGroupId, String targetId, int port) {
    target(targetGroupId, targetId, port, key -> era.healthChecks.release(targetGroupId, key));
  }

  private void target(String groupId, String targetId, int port, Consumer<Target.Key> action) {
    exclusively(
        () -> {
          var key = new Target.Key(targetId, port);
          if (era.state.targets().find(groupId, key).isEmpty()) {
            throw new IllegalArgumentException(
                "The target %s:%d is not registered in %s".formatted(targetId, port, groupId));
          }
          action.accept(key);
          return true;
        });
  }

  /** From now on these faults are asked. */
  public void inject(Faults injected) {
    faults = injected;
  }

  /** Calls {@code listener} after each change of the state, on the thread that made the change. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  public Journal journal() {
    return journal;
  }

  public Settings settings() {
    return settings;
  }

  public World world() {
    return environment.world();
  }

  public Environment environment() {
    return environment;
  }

  /** The tags of all resources that have any, by ARN, as far as lists show them already. */
  public SortedMap<String, SortedMap<String, String>> tags() {
    return exclusively(
        () -> era.state.attachments().tagsAt(timeline.now().minus(settings.listLag())));
  }

  /** Every resource with its tags, targets and policy, as JSON that is equal for equal states. */
  public ObjectNode snapshot() {
    return exclusively(() -> Snapshot.of(era.state));
  }

  /** Throws away all resources, security groups and the journal. */
  public void reset() {
    exclusively(
        () -> {
          era = new Era(new Identifiers(environment.seed()));
          environment.world().reset();
          journal.clear();
          return true;
        });
    listeners.forEach(Runnable::run);
  }

  @Override
  public String name() {
    return LatticeApi.SIGNING_NAME;
  }

  @Override
  public JsonNode save() {
    return exclusively(() -> RecordJson.write(Archive.of(era.state, era.agenda, era.tokens)));
  }

  /** What was in progress goes on; what should have ended meanwhile ends at once. */
  @Override
  public void restore(JsonNode saved) {
    var archive = RecordJson.read(saved, Archive.class);
    exclusively(
        () -> {
          var restored = new Era(Identifiers.after(archive.identifiers()));
          archive.restoreTo(restored.state, restored.tokens);
          era = restored;
          archive.agenda().forEach(item -> schedule(restored, item));
          restored.healthChecks.begin();
          return true;
        });
    listeners.forEach(Runnable::run);
  }

  /** What the data plane needs to know, as of now. */
  public View view() {
    return exclusively(() -> View.of(era.state, timeline.now()));
  }

  /** Empty for a call that is never answered. */
  private Optional<Answer> answered(Call call) {
    return exclusively(() -> era.calls.answer(call, faults));
  }

  private void exclusively(Era during, Runnable action) {
    exclusively(
        () -> {
          if (during == era) {
            action.run();
          }
          return true;
        });
  }

  /** The only way to the state: one at a time, and what follows from a change follows at once. */
  private <T> T exclusively(Supplier<T> action) {
    T result;
    boolean changed;
    lock.lock();
    try {
      var before = era;
      long version = before.state.version();
      result = action.get();
      changed = before == era && before.state.version() != version;
      if (changed) {
        settle(before);
      }
    } finally {
      lock.unlock();
    }
    if (changed) {
      listeners.forEach(Runnable::run);
    }
    return result;
  }

  private void settle(Era changed) {
    Usage.refresh(changed.state);
    for (var due : changed.state.takeDue()) {
      var delay = Transitions.delay(changed.state, faults, due);
      schedule(changed, new Agenda.Item(timeline.now().plus(delay), due.transition()));
    }
    changed.healthChecks.begin();
  }

  private void schedule(Era during, Agenda.Item item) {
    long ticket = during.agenda.add(item);
    var left = Duration.between(timeline.now(), item.due());
    timeline.after(
        left.isNegative() ? Duration.ZERO : left,
        () ->
            exclusively(
                during,
                () -> {
                  during.agenda.remove(ticket);
                  Transitions.apply(during.state, faults, item.transition(), timeline.now());
                }));
  }
}
