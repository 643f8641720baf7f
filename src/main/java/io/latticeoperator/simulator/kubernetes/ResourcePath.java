package io.latticeoperator.simulator.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource URL means.
 *
 * @param namespace empty for cluster-scoped resources and for all namespaces
 * @param name empty for the collection
 * @param subresource such as {@code status}; empty for the object itself
 */
record ResourcePath(
    String group,
    String version,
    String namespace,
    String plural,
    String name,
    String subresource) {
  private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

  /**
   * @param segments of the path, without empty ones
   */
  static Optional<ResourcePath> of(List<String> segments) {
    if (segments.size() > 2 && segments.getFirst().equals("api")) {
      return resource("", segments.get(1), segments.subList(2, segments.size()));
    }
    if (segments.size() > 3 && segments.getFirst().equals("apis")) {
      return resource(segments.get(1), segments.get(2), segments.subList(3, segments.size()));
    }
    return Optional.empty();
  }

  private static Optional<ResourcePath> resource(String group, String version, List<String> rest) {
    boolean inNamespace =
        rest.size() > 2
            && rest.getFirst().equals("namespaces")
            && !(group.isEmpty() && OF_NAMESPACES.contains(rest.get(2)));
    var namespace = inNamespace ? rest.get(1) : "";
    var resource = inNamespace ? rest.subList(2, rest.size()) : rest;
    return resource.size() > 3
        ? Optional.empty()
        : Optional.of(
            new ResourcePath(
                group,
                version,
                namespace,
                resource.getFirst(),
                resource.size() > 1 ? resource.get(1) : "",
                resource.size() > 2 ? resource.get(2) : ""));
  }
}
