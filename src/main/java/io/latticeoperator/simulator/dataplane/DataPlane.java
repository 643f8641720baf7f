package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.View;
import io.latticeoperator.time.Timeline;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The data plane's knowledge in time: follows the control plane with the lag of its {@code
 * Settings}. Views must be shown in the order in which they came to be; apart from that it is safe
 * for any thread.
 */
public final class DataPlane {
  private final Timeline timeline;
  private final Turns turns = Turns.counting();
  private final AtomicReference<Knowledge> knowledge;
  private final List<Consumer<RoutingTable>> watchers = new CopyOnWriteArrayList<>();

  /**
   * @param initial known and obeyed from the start
   */
  public DataPlane(Timeline timeline, View initial) {
    this.timeline = timeline;
    this.knowledge =
        new AtomicReference<>(Knowledge.of(initial, TargetHealth.NONE.observed(initial)));
  }

  private record Knowledge(View wired, TargetHealth health, RoutingTable table) {
    static Knowledge of(View wired, TargetHealth health) {
      return new Knowledge(wired, health, new RoutingTable(wired, health));
    }

    Knowledge observing(View view) {
      return of(wired, health.observed(view));
    }

    Knowledge obeying(View view) {
      return of(view, health);
    }
  }

  /** The control plane has changed: health counts now, the rest when the lag has passed. */
  public void observe(View view) {
    update(knowledge.updateAndGet(known -> known.observing(view)));
    timeline.after(
        view.settings().dataPlaneLag(),
        () -> update(knowledge.updateAndGet(known -> known.obeying(view))));
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

  private void update(Knowledge changed) {
    watchers.forEach(watcher -> watcher.accept(changed.table()));
  }
}
