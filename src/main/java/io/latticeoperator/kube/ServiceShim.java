package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.time.Timeline;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a LatticeExport for each annotated Service, owned by it, so that deletion is garbage
 * collection and the annotation path has no engine of its own.
 *
 * <p>Level-triggered: a key means "look at the Service and the export of this name". An export is
 * made by create, which fails if there is one, and changed by a JSON patch that tests its uid:
 * server-side apply would take over an export that somebody wrote by hand a moment ago.
 */
final class ServiceShim implements AutoCloseable {
  static final String INVALID_ANNOTATION = "InvalidAnnotation";
  static final String EXPORT_EXISTS = "ExportExists";
  static final String EXPORT_REFUSED = "ExportRefused";

  private static final int UNPROCESSABLE = 422;
  private static final Set<Integer> FINAL_ANSWERS =
      Set.of(HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE);

  private final KubernetesClient client;
  private final Index index;
  private final Events events;
  private final WorkQueue<Name> queue;

  private record Name(String namespace, String name) {}

  ServiceShim(KubernetesClient client, Index index, Events events, Timeline timeline) {
    this.client = client;
    this.index = index;
    this.events = events;
    this.queue = new WorkQueue<>("service-shim", timeline, this::look);
  }

  /** Begins to act; to be called once the caches have synced. */
  void start() {
    queue.start();
  }

  /** The Service or the LatticeExport of this name has changed. */
  void changed(String namespace, String name) {
    queue.add(new Name(namespace, name));
  }

  @Override
  public void close() {
    queue.close();
  }

  private void look(Name key) {
    index
        .service(key.namespace(), key.name())
        .filter(service -> !service.isMarkedForDeletion())
        .ifPresent(this::sync);
  }

  private void sync(Service service) {
    var metadata = service.getMetadata();
    switch (ShimIntent.of(service, index.export(metadata.getNamespace(), metadata.getName()))) {
      case ShimIntent.Nothing _ -> {}
      case ShimIntent.Tell tell ->
          tell.warnings().forEach(each -> warn(service, each.reason(), each.message()));
      case ShimIntent.Remove remove -> delete(remove.export());
      case ShimIntent.Make make -> orTell(service, () -> client.resource(make.export()).create());
      case ShimIntent.Respecify respecify -> respecify(service, respecify);
    }
  }

  private void respecify(Service service, ShimIntent.Respecify intent) {
    var metadata = intent.export().getMetadata();
    var patch =
        client
            .getKubernetesSerialization()
            .asJson(
                List.of(
                    Map.of("op", "test", "path", "/metadata/uid", "value", metadata.getUid()),
                    Map.of("op", "replace", "path", "/spec", "value", intent.spec())));
    orTell(
        service,
        () ->
            client
                .resources(LatticeExport.class)
                .inNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .patch(PatchContext.of(PatchType.JSON), patch));
  }

  /** Fails when the export has changed since it was seen; the change brings the key back. */
  private void delete(LatticeExport export) {
    client.resource(export).lockResourceVersion(export.getMetadata().getResourceVersion()).delete();
  }

  /** What the API server will not have, it says; only the user can change that. */
  private void orTell(Service service, Runnable write) {
    try {
      write.run();
    } catch (KubernetesClientException refused) {
      if (!FINAL_ANSWERS.contains(refused.getCode())) {
        throw refused;
      }
      var status = refused.getStatus();
      var message = status == null ? refused.getMessage() : status.getMessage();
      warn(service, EXPORT_REFUSED, message == null ? refused.toString() : message);
    }
  }

  private void warn(Service service, String reason, String message) {
    events.publish(Events.about(service), EventType.WARNING, reason, message);
  }
}
