package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.latticeoperator.kube.api.LatticeExport;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watched part of the cluster: Services, EndpointSlices and LatticeExports, of all namespaces
 * or of some. Lists are paged, for only a paged list is sure to be the newest state; an API server
 * that cannot be reached is tried for ever.
 */
final class Informers implements Index, AutoCloseable {
  static final String SERVICE_LABEL = "kubernetes.io/service-name";
  private static final long PAGE = 500;
  private static final String ALL_NAMESPACES = "";
  private static final String BY_SERVICE = "service";
  private static final Logger log = LoggerFactory.getLogger(Informers.class);

  private final Map<String, SharedIndexInformer<Service>> services = new HashMap<>();
  private final Map<String, SharedIndexInformer<EndpointSlice>> slices = new HashMap<>();
  private final Map<String, SharedIndexInformer<LatticeExport>> exports = new HashMap<>();

  /**
   * @param namespaces what to watch; empty for all
   */
  Informers(KubernetesClient client, Set<String> namespaces) {
    for (var namespace : namespaces.isEmpty() ? Set.of(ALL_NAMESPACES) : namespaces) {
      services.put(
          namespace,
          informer(client.services(), namespace, object -> object.setStatus(null), Map.of()));
      slices.put(
          namespace,
          informer(
              client.discovery().v1().endpointSlices(),
              namespace,
              object -> {},
              Map.of(BY_SERVICE, slice -> serviceOf(slice).stream().toList())));
      exports.put(
          namespace,
          informer(
              client.resources(LatticeExport.class),
              namespace,
              object -> {},
              Map.of(BY_SERVICE, export -> List.of(serviceOf(export)))));
    }
  }

  /** Lists and watches; completes when every cache has had its first full list. */
  CompletableFuture<Void> start(Listener listener) {
    Consumer<Service> service = it -> listener.serviceChanged(namespace(it), name(it));
    Consumer<EndpointSlice> slice =
        it -> label(it).forEach(owner -> listener.endpointsChanged(namespace(it), owner));
    Consumer<LatticeExport> export = it -> listener.exportChanged(namespace(it), name(it));
    services
        .values()
        .forEach(
            informer ->
                informer.addEventHandler(
                    new Changes<>(service, (before, after) -> service.accept(after))));
    slices
        .values()
        .forEach(
            informer ->
                informer.addEventHandler(
                    new Changes<>(
                        slice,
                        (before, after) -> {
                          slice.accept(after);
                          if (!serviceOf(before).equals(serviceOf(after))) {
                            slice.accept(before);
                          }
                        })));
    exports
        .values()
        .forEach(
            informer ->
                informer.addEventHandler(
                    new Changes<>(
                        export,
                        (before, after) -> {
                          if (saysOtherwise(before, after)) {
                            export.accept(after);
                          }
                        })));
    return CompletableFuture.allOf(
        all()
            .map(informer -> informer.start().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  @Override
  public void close() {
    all().forEach(SharedIndexInformer::stop);
  }

  @Override
  public boolean synced() {
    return all().allMatch(SharedIndexInformer::hasSynced);
  }

  @Override
  public Optional<LatticeExport> export(String namespace, String name) {
    return cached(exports, namespace, name);
  }

  @Override
  public Collection<LatticeExport> exports() {
    return exports.values().stream()
        .flatMap(informer -> informer.getStore().list().stream())
        .toList();
  }

  @Override
  public List<LatticeExport> exportsOf(String namespace, String serviceName) {
    return indexed(exports, namespace, serviceName);
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return cached(services, namespace, name);
  }

  @Override
  public List<EndpointSlice> slices(String namespace, String serviceName) {
    return indexed(slices, namespace, serviceName);
  }

  private static <T extends HasMetadata, L extends KubernetesResourceList<T>>
      SharedIndexInformer<T> informer(
          MixedOperation<T, L, ? extends Resource<T>> operation,
          String namespace,
          Consumer<T> trim,
          Map<String, Function<T, List<String>>> indexers) {
    var scope =
        namespace.equals(ALL_NAMESPACES)
            ? operation.inAnyNamespace()
            : operation.inNamespace(namespace);
    return scope
        .withLimit(PAGE)
        .runnableInformer(0)
        .itemStore(new TrimmedStore<>(Annotations.PREFIX, trim))
        .addIndexers(indexers)
        .exceptionHandler(
            (started, failure) -> {
              log.warn("watch interrupted, will be resumed: {}", failure.toString());
              return true;
            });
  }

  private Stream<SharedIndexInformer<? extends HasMetadata>> all() {
    return Stream.of(services, slices, exports).flatMap(map -> map.values().stream());
  }

  private static <T> Optional<T> cached(
      Map<String, SharedIndexInformer<T>> informers, String namespace, String name) {
    return informerOf(informers, namespace)
        .map(informer -> informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, name)));
  }

  private static <T> List<T> indexed(
      Map<String, SharedIndexInformer<T>> informers, String namespace, String serviceName) {
    return informerOf(informers, namespace)
        .map(informer -> informer.getIndexer().byIndex(BY_SERVICE, namespace + "/" + serviceName))
        .orElse(List.of());
  }

  private static <T> Optional<SharedIndexInformer<T>> informerOf(
      Map<String, SharedIndexInformer<T>> informers, String namespace) {
    return Optional.ofNullable(informers.get(namespace))
        .or(() -> Optional.ofNullable(informers.get(ALL_NAMESPACES)));
  }

  /** Status, which we write ourselves, wakes nobody. */
  private static boolean saysOtherwise(LatticeExport before, LatticeExport after) {
    var old = before.getMetadata();
    var now = after.getMetadata();
    return !Objects.equals(old.getUid(), now.getUid())
        || !Objects.equals(before.getSpec(), after.getSpec())
        || !Objects.equals(old.getDeletionTimestamp(), now.getDeletionTimestamp())
        || !Objects.equals(old.getFinalizers(), now.getFinalizers())
        || !Objects.equals(old.getOwnerReferences(), now.getOwnerReferences());
  }

  private static Optional<String> serviceOf(EndpointSlice slice) {
    return label(slice).findFirst().map(service -> namespace(slice) + "/" + service);
  }

  private static String serviceOf(LatticeExport export) {
    return namespace(export) + "/" + export.getSpec().serviceRef().name();
  }

  private static Stream<String> label(EndpointSlice slice) {
    var labels = slice.getMetadata().getLabels();
    return labels == null ? Stream.empty() : Stream.ofNullable(labels.get(SERVICE_LABEL));
  }

  private static String namespace(HasMetadata object) {
    return object.getMetadata().getNamespace();
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  /** One action for the first and the last that is seen of an object, one for what is between. */
  private record Changes<T>(Consumer<T> comesOrGoes, BiConsumer<T, T> changes)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      comesOrGoes.accept(object);
    }

    @Override
    public void onUpdate(T before, T after) {
      changes.accept(before, after);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      comesOrGoes.accept(object);
    }
  }
}
