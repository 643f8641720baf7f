package io.latticeoperator.cloud;

import io.latticeoperator.model.ResourceShare;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What makes one resource share of another, in this order: open it to principals outside of the
 * organization, add, remove, close it.
 */
public record ShareChange(
    boolean opens, SortedSet<String> added, SortedSet<String> removed, boolean closes) {

  /** The difference between what is there and what is wanted. */
  public static ShareChange of(ResourceShare from, ResourceShare to) {
    var added = new TreeSet<>(to.principals());
    added.removeAll(from.principals());
    var removed = new TreeSet<>(from.principals());
    removed.removeAll(to.principals());
    return new ShareChange(
        to.externalPrincipals() && !from.externalPrincipals(),
        added,
        removed,
        from.externalPrincipals() && !to.externalPrincipals());
  }
}
