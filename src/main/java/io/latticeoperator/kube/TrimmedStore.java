package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cache that drops what nobody here reads: a large cluster's managedFields and foreign
 * annotations weigh more than everything that we use.
 */
final class TrimmedStore<V extends HasMetadata> extends BasicItemStore<V> {
  private final Keeping<V> keeping;

  /**
   * What is kept of the objects of a kind.
   *
   * @param annotations prefix of the annotations that are
   * @param trim drops more of an object
   * @param worth whether an object, trimmed, is kept at all
   */
  record Keeping<V extends HasMetadata>(String annotations, Consumer<V> trim, Predicate<V> worth) {
    /** Everything but metadata that nobody reads. */
    static <V extends HasMetadata> Keeping<V> most() {
      return without(object -> {});
    }

    /** All objects, less what is trimmed. */
    static <V extends HasMetadata> Keeping<V> without(Consumer<V> trim) {
      return new Keeping<>(Annotations.PREFIX, trim, object -> true);
    }
  }

  TrimmedStore(Keeping<V> keeping) {
    super(Cache::metaNamespaceKeyFunc);
    this.keeping = keeping;
  }

  /** What is not kept takes the place of what was: it is gone. */
  @Override
  public @Nullable V put(String key, V object) {
    var metadata = object.getMetadata();
    metadata.setManagedFields(null);
    metadata.setAnnotations(kept(metadata.getAnnotations()));
    keeping.trim().accept(object);
    return keeping.worth().test(object) ? super.put(key, object) : super.remove(key);
  }

  private Map<String, String> kept(@Nullable Map<String, String> annotations) {
    var kept = new HashMap<String, String>();
    if (annotations != null) {
      annotations.forEach(
          (name, value) -> {
            if (name.startsWith(keeping.annotations())) {
              kept.put(name, value);
            }
          });
    }
    return kept;
  }
}
