package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeExportSpec;
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
  static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
  static final String MANAGED_BY = "lattice-operator";

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
    var annotations =
        metadata.getAnnotations() == null ? Map.<String, String>of() : metadata.getAnnotations();
    var existing = index.export(metadata.getNamespace(), metadata.getName());
    switch (Annotations.parse(metadata.getName(), annotations)) {
      case Annotations.Parsed.Off _ ->
          existing
              .filter(export -> isOwned(export, service) && !export.isMarkedForDeletion())
              .ifPresent(this::delete);
      case Annotations.Parsed.Invalid invalid ->
          invalid
              .problems()
              .forEach(problem -> warn(service, INVALID_ANNOTATION, problem.message()));
      case Annotations.Parsed.Export wanted ->
          existing.ifPresentOrElse(
              export -> update(service, export, wanted.spec()),
              () -> create(service, wanted.spec()));
    }
  }

  private void create(Service service, LatticeExportSpec spec) {
    var export = new LatticeExport();
    export.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(service.getMetadata().getNamespace())
            .withName(service.getMetadata().getName())
            .withLabels(Map.of(MANAGED_BY_LABEL, MANAGED_BY))
            .withOwnerReferences(controller(service))
            .build());
    export.setSpec(spec);
    orTell(service, () -> client.resource(export).create());
  }

  private void update(Service service, LatticeExport export, LatticeExportSpec spec) {
    if (!isOwned(export, service)) {
      warn(
          service,
          EXPORT_EXISTS,
          "there is a LatticeExport %s that was not made for this Service: its annotations are not followed. Remove %s here, or that LatticeExport"
              .formatted(export.getMetadata().getName(), Annotations.EXPORT));
      return;
    }
    if (export.isMarkedForDeletion()
        || SpecReader.read(export.getSpec()).equals(SpecReader.read(spec))) {
      return;
    }
    var patch =
        client
            .getKubernetesSerialization()
            .asJson(
                List.of(
                    Map.of("op", "test", "path", "/metadata/uid", "value", uid(export)),
                    Map.of("op", "replace", "path", "/spec", "value", spec)));
    orTell(
        service,
        () ->
            client
                .resources(LatticeExport.class)
                .inNamespace(export.getMetadata().getNamespace())
                .withName(export.getMetadata().getName())
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

  private static boolean isOwned(LatticeExport export, Service service) {
    return export.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            reference ->
                Boolean.TRUE.equals(reference.getController())
                    && service.getMetadata().getUid().equals(reference.getUid()));
  }

  private static OwnerReference controller(Service service) {
    return new OwnerReferenceBuilder()
        .withApiVersion("v1")
        .withKind("Service")
        .withName(service.getMetadata().getName())
        .withUid(service.getMetadata().getUid())
        .withController(true)
        .build();
  }

  private static String uid(LatticeExport export) {
    return export.getMetadata().getUid();
  }
}
