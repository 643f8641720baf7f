package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeExportSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Service's annotations ask for, in the light of the LatticeExport of its name. */
sealed interface ShimIntent {
  String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
  String MANAGED_BY = "lattice-operator";

  /** All is as it should be. */
  record Nothing() implements ShimIntent {}

  /** The annotations cannot be followed: what there is stays as it is. At least one warning. */
  record Tell(List<Warning> warnings) implements ShimIntent {
    public Tell {
      warnings = List.copyOf(warnings);
    }
  }

  /** The export was made for the Service, which does not ask for it any more. */
  record Remove(LatticeExport export) implements ShimIntent {}

  /** There is none. */
  record Make(LatticeExport export) implements ShimIntent {}

  /** It says something else. */
  record Respecify(LatticeExport export, LatticeExportSpec spec) implements ShimIntent {}

  /** For the user: reason of an event, and a sentence. */
  record Warning(String reason, String message) {}

  /** Looks at a Service that is not being deleted. */
  static ShimIntent of(Service service, Optional<LatticeExport> existing) {
    var metadata = service.getMetadata();
    var annotations =
        metadata.getAnnotations() == null ? Map.<String, String>of() : metadata.getAnnotations();
    return switch (Annotations.parse(metadata.getName(), annotations)) {
      case Annotations.Parsed.Off _ ->
          existing
              .filter(export -> isOwned(export, service) && !export.isMarkedForDeletion())
              .<ShimIntent>map(Remove::new)
              .orElseGet(Nothing::new);
      case Annotations.Parsed.Invalid invalid ->
          new Tell(
              invalid.problems().stream()
                  .map(problem -> new Warning(ServiceShim.INVALID_ANNOTATION, problem.message()))
                  .toList());
      case Annotations.Parsed.Export wanted ->
          existing
              .map(export -> respecify(service, export, wanted.spec()))
              .orElseGet(() -> new Make(export(service, wanted.spec())));
    };
  }

  private static ShimIntent respecify(
      Service service, LatticeExport export, LatticeExportSpec wanted) {
    if (!isOwned(export, service)) {
      return new Tell(
          List.of(
              new Warning(
                  ServiceShim.EXPORT_EXISTS,
                  "there is a LatticeExport %s that was not made for this Service: its annotations are not followed. Remove %s here, or that LatticeExport"
                      .formatted(export.getMetadata().getName(), Annotations.EXPORT))));
    }
    return export.isMarkedForDeletion()
            || ExportSpecReader.read(export.getSpec()).equals(ExportSpecReader.read(wanted))
        ? new Nothing()
        : new Respecify(export, wanted);
  }

  private static LatticeExport export(Service service, LatticeExportSpec spec) {
    var export = new LatticeExport();
    export.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(service.getMetadata().getNamespace())
            .withName(service.getMetadata().getName())
            .withLabels(Map.of(MANAGED_BY_LABEL, MANAGED_BY))
            .withOwnerReferences(controller(service))
            .build());
    export.setSpec(spec);
    return export;
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
}
