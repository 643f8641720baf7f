package io.latticeoperator.simulator.ram;

import java.time.Duration;
import java.time.Instant;

/**
 * What an account outside of the organization has to accept before it sees a resource share.
 *
 * @param receiver account id
 * @param answer what the receiver said; PENDING as long as it said nothing
 */
record Invitation(String arn, String shareArn, String receiver, Status answer, Instant sentAt) {
  /** RAM gives a receiver so long; then the owner has to share again. */
  private static final Duration LIFE = Duration.ofDays(7);

  /** As in the service model. */
  enum Status {
    PENDING,
    ACCEPTED,
    REJECTED,
    EXPIRED
  }

  Status status(Instant now) {
    return answer == Status.PENDING && now.isAfter(sentAt.plus(LIFE)) ? Status.EXPIRED : answer;
  }

  Invitation answered(Status changed) {
    return new Invitation(arn, shareArn, receiver, changed, sentAt);
  }
}
