package io.latticeoperator.model;

import java.util.Set;

/**
 * What a resource is, without ids: comparable between desired and observed. References to other
 * nodes are roles of the same owner; an observed reference to something else is that thing's id.
 */
public sealed interface Node permits LatticeService, TargetGroup, Listener, ServiceAssociation {

  /** Roles of the nodes of the same owner that must be ACTIVE before this one can be created. */
  Set<Role> needs();

  /** What AWS calls the kind of thing. */
  Kind kind();

  /** Kinds of resource that are listed, read and written. */
  enum Kind {
    SERVICE_NETWORK("service network"),
    SERVICE("service"),
    TARGET_GROUP("target group"),
    LISTENER("listener"),
    SERVICE_ASSOCIATION("service network association");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For messages. */
    public String words() {
      return words;
    }
  }
}
