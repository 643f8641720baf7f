package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.time.Timeline;
import java.util.Collection;
import java.util.function.Consumer;

/** Hands the changes of one kind to one observer, on the timeline, until it is closed. */
final class Observation implements Consumer<Revision>, Objects.Subscription {
  private final Kind kind;
  private final Objects.Observer observer;
  private final Timeline timeline;
  private final Collection<Consumer<Revision>> followers;
  private volatile boolean closed;

  Observation(
      Kind kind,
      Objects.Observer observer,
      Timeline timeline,
      Collection<Consumer<Revision>> followers) {
    this.kind = kind;
    this.observer = observer;
    this.timeline = timeline;
    this.followers = followers;
  }

  void existing(ObjectNode object) {
    deliver(Objects.Change.ADDED, object);
  }

  @Override
  public void accept(Revision revision) {
    if (revision.key().isOf(kind)) {
      deliver(revision.change(), EventView.shown(kind, revision.object()));
    }
  }

  @Override
  public void close() {
    closed = true;
    followers.remove(this);
  }

  private void deliver(Objects.Change change, ObjectNode object) {
    timeline.soon(
        () -> {
          if (!closed) {
            observer.changed(change, object);
          }
        });
  }
}
