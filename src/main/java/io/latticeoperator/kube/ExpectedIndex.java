package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeExportSpec;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.Owner;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The cluster as it will be once an operator has been there: annotated Services have their
 * LatticeExports, and what is not being deleted carries our finalizer. Cached objects are copied,
 * never changed.
 */
final class ExpectedIndex implements Index {
  private final Index present;
  private final Supplier<Collection<Service>> services;
  private final Instant now;

  /**
   * @param services all of them
   * @param now when exports that do not exist yet are made
   */
  ExpectedIndex(Index present, Supplier<Collection<Service>> services, Instant now) {
    this.present = present;
    this.services = services;
    this.now = now;
  }

  @Override
  public boolean synced() {
    return present.synced();
  }

  @Override
  public Optional<LatticeExport> export(String namespace, String name) {
    var there = present.export(namespace, name);
    var intent =
        present
            .service(namespace, name)
            .filter(service -> !service.isMarkedForDeletion())
            .map(service -> ShimIntent.of(service, there))
            .orElseGet(ShimIntent.Nothing::new);
    return switch (intent) {
      case ShimIntent.Nothing _ -> there.map(ExpectedIndex::guarded);
      case ShimIntent.Tell _ -> there.map(ExpectedIndex::guarded);
      case ShimIntent.Make make -> Optional.of(made(make.export()));
      case ShimIntent.Respecify respecify ->
          Optional.of(guarded(respecified(respecify.export(), respecify.spec())));
      case ShimIntent.Remove remove -> Optional.of(removed(remove.export()));
    };
  }

  @Override
  public Collection<LatticeExport> exports() {
    var exports = new ArrayList<LatticeExport>();
    for (var export : present.exports()) {
      var metadata = export.getMetadata();
      export(metadata.getNamespace(), metadata.getName()).ifPresent(exports::add);
    }
    for (var service : services.get()) {
      var metadata = service.getMetadata();
      if (present.export(metadata.getNamespace(), metadata.getName()).isEmpty()) {
        export(metadata.getNamespace(), metadata.getName()).ifPresent(exports::add);
      }
    }
    return exports;
  }

  @Override
  public List<LatticeExport> exportsOf(String namespace, String serviceName) {
    return exportsIn(namespace).stream()
        .filter(export -> export.getSpec().serviceRef().name().equals(serviceName))
        .toList();
  }

  @Override
  public List<LatticeExport> exportsIn(String namespace) {
    return exports().stream()
        .filter(export -> export.getMetadata().getNamespace().equals(namespace))
        .toList();
  }

  @Override
  public Optional<LatticeNetwork> network(String name) {
    return present.network(name).map(ExpectedIndex::guarded);
  }

  @Override
  public Collection<LatticeNetwork> networks() {
    return present.networks().stream().map(ExpectedIndex::guarded).toList();
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return present.service(namespace, name);
  }

  @Override
  public List<EndpointSlice> slices(String namespace, String serviceName) {
    return present.slices(namespace, serviceName);
  }

  @Override
  public Map<String, String> namespaceLabels(String namespace) {
    return present.namespaceLabels(namespace);
  }

  @Override
  public Optional<String> role(String namespace, String serviceAccount) {
    return present.role(namespace, serviceAccount);
  }

  @Override
  public List<Owner> namingServiceAccount(String namespace, String name) {
    return present.namingServiceAccount(namespace, name);
  }

  private LatticeExport made(LatticeExport export) {
    return copy(
        export,
        new ObjectMetaBuilder(export.getMetadata())
            .withUid("")
            .withGeneration(1L)
            .withCreationTimestamp(now.truncatedTo(ChronoUnit.SECONDS).toString())
            .addToFinalizers(LatticeExport.FINALIZER)
            .build());
  }

  private static LatticeExport respecified(LatticeExport export, LatticeExportSpec spec) {
    var before = Objects.requireNonNullElse(export.getMetadata().getGeneration(), 0L);
    var copy =
        copy(
            export, new ObjectMetaBuilder(export.getMetadata()).withGeneration(before + 1).build());
    copy.setSpec(spec);
    return copy;
  }

  /** One that was never guarded has made nothing; nobody looks at it any more. */
  private LatticeExport removed(LatticeExport export) {
    return copy(
        export,
        new ObjectMetaBuilder(export.getMetadata())
            .withDeletionTimestamp(now.truncatedTo(ChronoUnit.SECONDS).toString())
            .build());
  }

  private static LatticeExport guarded(LatticeExport export) {
    return export.isMarkedForDeletion() || export.hasFinalizer(LatticeExport.FINALIZER)
        ? export
        : copy(export, guarded(export.getMetadata()));
  }

  private static LatticeNetwork guarded(LatticeNetwork network) {
    if (network.isMarkedForDeletion() || network.hasFinalizer(LatticeExport.FINALIZER)) {
      return network;
    }
    var copy = new LatticeNetwork();
    copy.setMetadata(guarded(network.getMetadata()));
    copy.setSpec(network.getSpec());
    copy.setStatus(network.getStatus());
    return copy;
  }

  private static ObjectMeta guarded(ObjectMeta metadata) {
    return new ObjectMetaBuilder(metadata).addToFinalizers(LatticeExport.FINALIZER).build();
  }

  private static LatticeExport copy(LatticeExport export, ObjectMeta metadata) {
    var copy = new LatticeExport();
    copy.setMetadata(metadata);
    copy.setSpec(export.getSpec());
    copy.setStatus(export.getStatus());
    return copy;
  }
}
