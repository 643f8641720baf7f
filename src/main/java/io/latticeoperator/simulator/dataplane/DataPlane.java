package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.View;
import io.latticeoperator.time.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The data plane's knowledge in time: follows the control plane with the lag of its {@code
 * Settings}. Safe for any thread.
 */
public final class DataPlane {
  private final Timeline timeline;
  private final Supplier<View> controlPlane;
  private final Turns turns = Turns.counting();
  private final Object ordering = new Object();
  private final AtomicReference<Knowledge> knowledge;
  private final List<Consumer<RoutingTable>> watchers = new CopyOnWriteArrayList<>();

  /**
   * @param controlPlane shows its present state; what it shows now is obeyed from the start
   */
  public DataPlane(Timeline timeline, Supplier<View> controlPlane) {
    this(timeline, controlPlane, Callers.unknown(timeline::now));
  }

  /**
   * @param controlPlane shows its present state; what it shows now is obeyed from the start
   * @param callers tells who they are and what their own policies let them do
   */
  public DataPlane(Timeline timeline, Supplier<View> controlPlane, Callers callers) {
    this.timeline = timeline;
    this.controlPlane = controlPlane;
    var initial = controlPlane.get();
    this.knowledge =
        new AtomicReference<>(
            Knowledge.of(
                initial, TargetHealth.NONE.observed(initial), new Authorization(initial, callers)));
  }

  private record Knowledge(
      View wired, TargetHealth health, Authorization authorization, RoutingTable table) {
    static Knowledge of(View wired, TargetHealth health, Authorization authorization) {
      return new Knowledge(
          wired, health, authorization, new RoutingTable(wired, health, authorization));
    }

    Knowledge observing(View view) {
      return of(wired, health.observed(view), authorization);
    }

    Knowledge obeying(View view) {
      return of(view, health, authorization.following(view));
    }
  }

  /**
   * To be called after each change of the control plane: health counts now, the rest when the lag
   * has passed.
   */
  public void changed() {
    Knowledge observing;
    // Looking and putting down must be one step: else two threads could obey in the wrong order.
    synchronized (ordering) {
      var view = controlPlane.get();
      observing = knowledge.updateAndGet(known -> known.observing(view));
      timeline.after(view.settings().dataPlaneLag(), () -> obey(view));
    }
    tell(observing);
  }

  Instant now() {
    return timeline.now();
  }

  /** What is in force now. */
  public RoutingTable table() {
    return knowledge.get().table();
  }

  /** What becomes of a request that arrives now; takes a turn. */
  public Route route(RequestHead head) {
    return table().route(head, turns);
  }

  /** Shows {@code watcher} the table now and after each change of it. */
  public void watch(Consumer<RoutingTable> watcher) {
    watchers.add(watcher);
    watcher.accept(table());
  }

  private void obey(View view) {
    tell(knowledge.updateAndGet(known -> known.obeying(view)));
  }

  private void tell(Knowledge changed) {
    watchers.forEach(watcher -> watcher.accept(changed.table()));
  }
}
