package io.latticeoperator.app.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Objects;
import io.latticeoperator.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The pods of the application as they are, and when they came and went. Safe for any thread. */
final class PodWatch implements AutoCloseable {
  private final Clock clock;
  private final SortedMap<String, Pod> pods = new TreeMap<>();
  private final List<PodEvent> events = new ArrayList<>();
  private final Objects.Subscription subscription;

  PodWatch(Objects objects, Clock clock) {
    this.clock = clock;
    this.subscription = objects.observe(Kinds.POD, this::changed);
  }

  /**
   * A pod.
   *
   * @param ip empty before it has one
   * @param wanted ready and not terminating: to be a target
   */
  record Pod(String name, String ip, String version, boolean wanted) {}

  /** The pods that should be targets. */
  synchronized List<Pod> wanted() {
    return pods.values().stream().filter(Pod::wanted).toList();
  }

  /** What happened from an instant on. */
  synchronized List<PodEvent> since(Instant from) {
    return events.stream().filter(event -> !event.at().isBefore(from)).toList();
  }

  @Override
  public void close() {
    subscription.close();
  }

  private synchronized void changed(Objects.Change change, ObjectNode tree) {
    var after = pod(tree);
    var before = pods.put(after.name(), after);
    if (change == Objects.Change.DELETED) {
      pods.remove(after.name());
    }
    boolean was = before != null && before.wanted();
    boolean is = after.wanted() && change != Objects.Change.DELETED;
    if (was != is) {
      var kind = is ? PodEvent.Kind.READY : PodEvent.Kind.LEAVING;
      events.add(new PodEvent(kind, after.name(), after.ip(), clock.now()));
    }
  }

  private static Pod pod(ObjectNode tree) {
    var status = tree.path("status");
    boolean ready =
        StreamSupport.stream(status.path("conditions").spliterator(), false)
            .anyMatch(
                condition ->
                    condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    var image = tree.path("spec").path("containers").path(0).path("image").asText();
    return new Pod(
        tree.path("metadata").path("name").asText(),
        status.path("podIP").asText(),
        image.substring(image.lastIndexOf(':') + 1),
        ready && !tree.path("metadata").has("deletionTimestamp"));
  }
}
