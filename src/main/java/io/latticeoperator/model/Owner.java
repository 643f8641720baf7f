package io.latticeoperator.model;

/**
 * The Kubernetes object on whose behalf resources exist.
 *
 * @param kind such as {@code LatticeExport}
 * @param namespace empty for cluster-scoped kinds
 */
public record Owner(String kind, String namespace, String name) implements Comparable<Owner> {

  /** The owner that an exported Service's LatticeExport is. */
  public static Owner export(String namespace, String name) {
    return new Owner("LatticeExport", namespace, name);
  }

  /** The owner that a LatticeNetwork is. */
  public static Owner network(String name) {
    return new Owner("LatticeNetwork", "", name);
  }

  /** As in the owner tag: {@code LatticeExport/shop/checkout}. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? kind + "/" + name : kind + "/" + namespace + "/" + name;
  }

  @Override
  public int compareTo(Owner other) {
    return equals(other) ? 0 : toString().compareTo(other.toString());
  }
}
