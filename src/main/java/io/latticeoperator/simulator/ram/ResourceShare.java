package io.latticeoperator.simulator.ram;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an account shares under one name.
 *
 * @param owner account id
 * @param allowsExternalPrincipals whether accounts outside of the organization can be in it
 */
record ResourceShare(
    String arn,
    String name,
    String owner,
    boolean allowsExternalPrincipals,
    Status status,
    SortedMap<String, String> tags,
    Instant createdAt,
    Instant updatedAt) {

  /** As in the service model. */
  enum Status {
    ACTIVE,
    DELETED
  }

  ResourceShare {
    tags = new TreeMap<>(tags);
  }

  boolean isActive() {
    return status == Status.ACTIVE;
  }

  ResourceShare named(String changed, boolean allowsExternal, Instant now) {
    return new ResourceShare(arn, changed, owner, allowsExternal, status, tags, createdAt, now);
  }

  ResourceShare tagged(SortedMap<String, String> changed, Instant now) {
    return new ResourceShare(
        arn, name, owner, allowsExternalPrincipals, status, changed, createdAt, now);
  }

  ResourceShare deleted(Instant now) {
    return new ResourceShare(
        arn, name, owner, allowsExternalPrincipals, Status.DELETED, tags, createdAt, now);
  }
}
