package io.latticeoperator.policy;

import org.jspecify.annotations.Nullable;

/**
 * An exported Service whose Lattice service a statement is about.
 *
 * @param clusterId identity of the cluster that exports it; null for this one
 */
public record ExportReference(@Nullable String clusterId, String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name + (clusterId == null ? "" : " in cluster " + clusterId);
  }
}
