package io.latticeoperator.simulator.kubernetes;

import java.util.List;

/**
 * A kind of object that the API serves.
 *
 * @param group API group; empty for the core group
 * @param version served and stored version
 * @param kind such as {@code Pod}
 * @param plural resource name in URLs, such as {@code pods}
 * @param shortNames what kubectl accepts instead
 * @param categories such as {@code all}
 * @param namespaced whether objects live in a namespace
 * @param status whether status is a subresource: written only through it
 * @param scale whether there is a scale subresource
 */
public record Kind(
    String group,
    String version,
    String kind,
    String plural,
    List<String> shortNames,
    List<String> categories,
    boolean namespaced,
    boolean status,
    boolean scale) {

  public Kind {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
  }

  /** As in an object's {@code apiVersion}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
