package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A cache that drops what nobody here reads: a large cluster's managedFields and foreign
 * annotations weigh more than everything that we use.
 */
final class TrimmedStore<V extends HasMetadata> extends BasicItemStore<V> {
  private final String annotationPrefix;
  private final Consumer<V> trim;

  /**
   * @param annotationPrefix annotations that begin so are kept
   * @param trim drops more of an object of this kind
   */
  TrimmedStore(String annotationPrefix, Consumer<V> trim) {
    super(Cache::metaNamespaceKeyFunc);
    this.annotationPrefix = annotationPrefix;
    this.trim = trim;
  }

  @Override
  public V put(String key, V object) {
    var metadata = object.getMetadata();
    metadata.setManagedFields(null);
    metadata.setAnnotations(kept(metadata.getAnnotations()));
    trim.accept(object);
    return super.put(key, object);
  }

  private Map<String, String> kept(Map<String, String> annotations) {
    var kept = new HashMap<String, String>();
    if (annotations != null) {
      annotations.forEach(
          (name, value) -> {
            if (name.startsWith(annotationPrefix)) {
              kept.put(name, value);
            }
          });
    }
    return kept;
  }
}
