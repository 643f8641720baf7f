package io.latticeoperator.model;

import java.util.Map;

/**
 * A node that is found by asking for its kind about one subject: what a network or an export is
 * provided with besides a service and its targets.
 */
public sealed interface Provision extends Node
    permits ServiceNetwork,
        VpcAssociation,
        Policy,
        AccessLog,
        LogGroup,
        ResourceShare,
        ShareAcceptance,
        SecurityGroupRule,
        Dashboard,
        Alarm {

  /** Which of its owner's resources it is. */
  Role role();

  /** How it is found. */
  Lookup lookup();

  /**
   * Whether what is there says all that this one, a desired node, asks for.
   *
   * @param observed of the same kind, in normal form
   */
  default boolean satisfiedBy(Provision observed) {
    return equals(observed);
  }

  /** Tags beside those that prove ownership, as the user wants them. */
  default Map<String, String> userTags() {
    return Map.of();
  }

  /**
   * Whether an observed one says by itself that it was made for this owner: for kinds that carry no
   * tags.
   */
  default boolean marked(ClusterIdentity cluster, Owner owner) {
    return false;
  }

  /**
   * Whether it is somebody else's to make: then it is waited for, never made, and never deleted.
   */
  default boolean referenced() {
    return false;
  }
}
