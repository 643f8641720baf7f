package io.latticeoperator.policy;

/**
 * What is wrong with a policy.
 *
 * @param message a sentence that names the field and the remedy
 */
public record Flaw(Kind kind, String message) {

  /** What sort of thing is wrong, as a condition's reason. */
  public enum Kind {
    /** It breaks a rule: of this operator's, of IAM's grammar, or of JSON. */
    INVALID("PolicyInvalid"),
    /** It does not fit VPC Lattice's limit. */
    TOO_LARGE("PolicyTooLarge"),
    /** A service account has no role. */
    UNRESOLVED_SERVICE_ACCOUNT("UnresolvedServiceAccount"),
    /** An export has no Lattice service that this account can see. */
    UNRESOLVED_EXPORT("UnresolvedExport");

    private final String reason;

    Kind(String reason) {
      this.reason = reason;
    }

    /** A CamelCase word, stable. */
    public String reason() {
      return reason;
    }

    /** Whether it mends itself once something else exists. */
    public boolean unresolved() {
      return this == UNRESOLVED_SERVICE_ACCOUNT || this == UNRESOLVED_EXPORT;
    }
  }
}
