package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.time.Clock;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes Kubernetes events, on a thread of its own. What is said again of the same object within
 * ten minutes raises the count of the event that there is. Events are a courtesy: one that cannot
 * be written is logged and forgotten, and when a thousand wait, further ones are dropped.
 */
final class Events implements AutoCloseable {
  static final Duration AGGREGATED = Duration.ofMinutes(10);
  private static final String COMPONENT = "lattice-operator";
  private static final int WAITING = 1000;
  private static final int REMEMBERED = 2000;
  private static final int LONGEST_MESSAGE = 1024;

  /** Where events on objects go that are in no namespace. */
  private static final String CLUSTER_SCOPED = "default";

  /** {@code NamespaceTerminatingCause} of Kubernetes' core/v1. */
  private static final String NAMESPACE_ENDS = "NamespaceTerminating";

  private static final Logger log = LoggerFactory.getLogger(Events.class);

  private final KubernetesClient client;
  private final Clock clock;
  private final Observer observer;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          Thread.ofVirtual().name("events").factory(),
          (dropped, executor) -> log.debug("too many events wait; one is dropped"));

  /** Touched by the writer's thread only; what was said least lately goes first. */
  private final Map<Said, Written> written =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Said, Written> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Said(ObjectReference about, EventType type, String reason, String message) {}

  private record Written(String name, Instant first, int count) {}

  Events(KubernetesClient client, Clock clock, Observer observer) {
    this.client = client;
    this.clock = clock;
    this.observer = observer;
  }

  /** The reference under which events on an object are filed. */
  static ObjectReference about(HasMetadata object) {
    return new ObjectReferenceBuilder()
        .withApiVersion(object.getApiVersion())
        .withKind(object.getKind())
        .withNamespace(object.getMetadata().getNamespace())
        .withName(object.getMetadata().getName())
        .withUid(object.getMetadata().getUid())
        .build();
  }

  /**
   * Returns at once.
   *
   * @param reason a CamelCase word, stable
   */
  void publish(ObjectReference about, EventType type, String reason, String message) {
    observer.told(type, reason);
    var text =
        message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
    writer.execute(() -> write(new Said(about, type, reason, text)));
  }

  /** Gives what waits two seconds. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(2, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException stop) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void write(Said said) {
    try {
      var now = clock.now();
      var earlier = written.get(said);
      written.put(
          said,
          earlier == null || earlier.first().plus(AGGREGATED).isBefore(now)
              ? create(said, now)
              : countAgain(said, earlier, now));
    } catch (RuntimeException failure) {
      log.atLevel(namespaceEnds(failure) ? Level.DEBUG : Level.WARN)
          .log(
              "event {} on {} not written: {}",
              said.reason(),
              said.about().getName(),
              failure.toString());
    }
  }

  /** Nothing can be created in a namespace that is being deleted, while exports in it still end. */
  private static boolean namespaceEnds(RuntimeException failure) {
    return failure instanceof KubernetesClientException refused
        && refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        && Optional.ofNullable(refused.getStatus()).map(Status::getDetails).stream()
            .flatMap(details -> details.getCauses().stream())
            .anyMatch(cause -> NAMESPACE_ENDS.equals(cause.getReason()));
  }

  private Written create(Said said, Instant now) {
    var event =
        event(said, now, now, 1)
            .editMetadata()
            .withGenerateName(said.about().getName() + ".")
            .endMetadata()
            .build();
    return new Written(client.resource(event).create().getMetadata().getName(), now, 1);
  }

  /** Applied, so that an event which has expired since comes back with its count. */
  private Written countAgain(Said said, Written earlier, Instant now) {
    int count = earlier.count() + 1;
    var event =
        event(said, earlier.first(), now, count)
            .editMetadata()
            .withName(earlier.name())
            .endMetadata()
            .build();
    client.resource(event).fieldManager(COMPONENT).forceConflicts().serverSideApply();
    return new Written(earlier.name(), earlier.first(), count);
  }

  private static EventBuilder event(Said said, Instant first, Instant last, int count) {
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(Objects.requireNonNullElse(said.about().getNamespace(), CLUSTER_SCOPED))
        .endMetadata()
        .withInvolvedObject(said.about())
        .withType(
            switch (said.type()) {
              case NORMAL -> "Normal";
              case WARNING -> "Warning";
            })
        .withReason(said.reason())
        .withMessage(said.message())
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withFirstTimestamp(time(first))
        .withLastTimestamp(time(last))
        .withCount(count);
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
