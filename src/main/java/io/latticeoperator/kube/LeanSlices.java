package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes from EndpointSlices what nobody here reads, and lets endpoints share what is equal: there
 * are by far more of them than of anything else.
 */
final class LeanSlices implements Consumer<EndpointSlice> {
  private final Map<EndpointConditions, EndpointConditions> shared = new ConcurrentHashMap<>();

  @Override
  public void accept(EndpointSlice slice) {
    if (slice.getEndpoints() != null) {
      slice.getEndpoints().forEach(this::trim);
    }
  }

  private void trim(Endpoint endpoint) {
    endpoint.setAdditionalProperties(Map.of());
    endpoint.setDeprecatedTopology(Map.of());
    endpoint.setHints(null);
    endpoint.setHostname(null);
    endpoint.setNodeName(null);
    endpoint.setZone(null);
    endpoint.setConditions(shared(endpoint.getConditions()));
    trim(endpoint.getTargetRef());
  }

  private @Nullable EndpointConditions shared(@Nullable EndpointConditions conditions) {
    return conditions == null
        ? null
        : Objects.requireNonNullElse(shared.putIfAbsent(conditions, conditions), conditions);
  }

  /** Kind and uid tell which pod it is. */
  private static void trim(@Nullable ObjectReference pod) {
    if (pod != null) {
      pod.setAdditionalProperties(Map.of());
      pod.setKind(pod.getKind() == null ? null : pod.getKind().intern());
      pod.setName(null);
      pod.setNamespace(null);
      pod.setResourceVersion(null);
      pod.setFieldPath(null);
      pod.setApiVersion(null);
    }
  }
}
