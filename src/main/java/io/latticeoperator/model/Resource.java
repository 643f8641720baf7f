package io.latticeoperator.model;

import org.jspecify.annotations.Nullable;

/**
 * A node and, once it exists, what AWS knows of it.
 *
 * @param physical null in a desired state
 */
public record Resource(Node node, @Nullable Physical physical) {

  public static Resource desired(Node node) {
    return new Resource(node, null);
  }

  /** Whether others may be built on it. */
  public boolean active() {
    return physical != null
        && (physical.status() == ResourceStatus.ACTIVE
            || physical.status() == ResourceStatus.UPDATE_FAILED);
  }
}
