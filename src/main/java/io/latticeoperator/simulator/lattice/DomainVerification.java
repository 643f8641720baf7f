package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The proof that an account holds a domain.
 *
 * @param txtName of the record that the holder is to make
 * @param txtValue what is to be in it
 * @param verifiedAt null until it is VERIFIED
 */
public record DomainVerification(
    Identity identity,
    String domainName,
    Stage stage,
    String txtName,
    String txtValue,
    @Nullable Instant verifiedAt)
    implements Resource {

  /** How far the proof has come. */
  public enum Stage {
    PENDING,
    VERIFIED,
    VERIFICATION_TIMED_OUT
  }

  DomainVerification verified(Instant now) {
    return new DomainVerification(identity, domainName, Stage.VERIFIED, txtName, txtValue, now);
  }

  DomainVerification timedOut() {
    return new DomainVerification(
        identity, domainName, Stage.VERIFICATION_TIMED_OUT, txtName, txtValue, null);
  }
}
