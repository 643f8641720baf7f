package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.Indexer;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one kind, of all namespaces or of some. Lists are paged, for only a paged list is
 * sure to be the newest state; an API server that cannot be reached is tried for ever.
 */
final class Watched<T extends HasMetadata> {
  private static final long PAGE = 500;
  private static final String EVERYWHERE = "";
  private static final Logger log = LoggerFactory.getLogger(Watched.class);

  private final Map<String, Feed<T>> feeds = new ConcurrentHashMap<>();

  /** A kind of which nothing is watched. */
  Watched() {}

  /**
   * @param namespaces what to watch; empty for all, and for objects that are in none
   * @param keeping what is kept of each object
   * @param indexers what objects are found by, besides namespace and name
   */
  Watched(
      KubernetesClient client,
      Class<T> kind,
      Set<String> namespaces,
      TrimmedStore.Keeping<T> keeping,
      Map<String, Function<T, List<String>>> indexers) {
    for (var namespace : namespaces.isEmpty() ? Set.of(EVERYWHERE) : namespaces) {
      feeds.put(
          namespace,
          new Feed<>(
              HasMetadata.getKind(kind),
              namespace,
              () ->
                  informer(
                      HasMetadata.getKind(kind), in(client, kind, namespace), keeping, indexers),
              new Inquiry(client, kind, namespace)));
    }
  }

  /**
   * Lists and watches.
   *
   * @param told of everything that comes, goes or matters
   * @param matters whether a change from one to the other does
   * @return one for each cache, completed by its first full list
   */
  Stream<CompletableFuture<Void>> start(Consumer<T> told, BiPredicate<T, T> matters) {
    var changes = new Changes<T>(told, matters);
    return feeds.values().stream().map(feed -> feed.start(changes));
  }

  /** For good; not to be called once it is started. */
  void forgo() {
    feeds.clear();
  }

  void stop() {
    feeds.values().forEach(Feed::stop);
  }

  boolean synced() {
    return feeds.values().stream().allMatch(Feed::synced);
  }

  Collection<T> all() {
    return feeds.values().stream().flatMap(feed -> feed.objects().list().stream()).toList();
  }

  /**
   * @param namespace empty for objects that are in none
   */
  Optional<T> find(String namespace, String name) {
    return in(namespace)
        .map(
            objects ->
                objects.getByKey(
                    namespace.isEmpty() ? name : Cache.namespaceKeyFunc(namespace, name)));
  }

  /** Those of one namespace. */
  List<T> allIn(String namespace) {
    return in(namespace)
        .map(objects -> objects.byIndex(Cache.NAMESPACE_INDEX, namespace))
        .orElse(List.of());
  }

  /** Those for which the indexer says {@code key}. */
  List<T> by(String indexer, String key) {
    return feeds.values().stream()
        .flatMap(feed -> feed.objects().byIndex(indexer, key).stream())
        .toList();
  }

  /** What is to be checked, once it is started. */
  Stream<Feed<T>> feeds() {
    return feeds.values().stream();
  }

  private Optional<Indexer<T>> in(String namespace) {
    return Optional.ofNullable(feeds.get(namespace))
        .or(() -> Optional.ofNullable(feeds.get(EVERYWHERE)))
        .map(Feed::objects);
  }

  private static <T extends HasMetadata> Informable<T> in(
      KubernetesClient client, Class<T> kind, String namespace) {
    var operation = client.resources(kind);
    return namespace.isEmpty() ? operation.inAnyNamespace() : operation.inNamespace(namespace);
  }

  private static <T extends HasMetadata> SharedIndexInformer<T> informer(
      String kind,
      Informable<T> operation,
      TrimmedStore.Keeping<T> keeping,
      Map<String, Function<T, List<String>>> indexers) {
    return operation
        .withLimit(PAGE)
        .runnableInformer(0)
        .itemStore(new TrimmedStore<>(keeping))
        .addIndexers(indexers)
        .exceptionHandler(
            (started, failure) -> {
              log.warn("{}: cannot be listed, will be tried again: {}", kind, failure.toString());
              return true;
            });
  }

  /** Whether the cluster knows the kind; an answer that says neither counts as yes. */
  static boolean served(KubernetesClient client, Class<? extends HasMetadata> kind) {
    try {
      client.resources(kind).inAnyNamespace().list(new ListOptionsBuilder().withLimit(1L).build());
      return true;
    } catch (KubernetesClientException refused) {
      return refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND;
    }
  }

  private record Changes<T>(Consumer<T> told, BiPredicate<T, T> matters)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      told.accept(object);
    }

    @Override
    public void onUpdate(T before, T after) {
      if (matters.test(before, after)) {
        told.accept(after);
      }
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      told.accept(object);
    }
  }
}
