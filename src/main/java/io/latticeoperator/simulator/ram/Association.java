package io.latticeoperator.simulator.ram;

import java.time.Instant;

/**
 * That a resource or a principal is in a resource share.
 *
 * @param entity the ARN of a resource, or an account id
 * @param external whether a principal is outside of the owner's organization
 */
record Association(
    String shareArn,
    Type type,
    String entity,
    Status status,
    boolean external,
    Instant createdAt,
    Instant updatedAt) {

  /** As in the service model. */
  enum Type {
    PRINCIPAL,
    RESOURCE
  }

  /** As in the service model. */
  enum Status {
    ASSOCIATING,
    ASSOCIATED,
    DISASSOCIATING,
    DISASSOCIATED,
    FAILED
  }

  Association with(Status changed, Instant now) {
    return new Association(shareArn, type, entity, changed, external, createdAt, now);
  }

  boolean isIn(ResourceShare share) {
    return shareArn.equals(share.arn());
  }

  /** Whether it has not ended. */
  boolean isStanding() {
    return switch (status) {
      case ASSOCIATING, ASSOCIATED -> true;
      case DISASSOCIATING, DISASSOCIATED, FAILED -> false;
    };
  }

  boolean isAssociated() {
    return status == Status.ASSOCIATED;
  }
}
