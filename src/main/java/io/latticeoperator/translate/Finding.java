package io.latticeoperator.translate;

/**
 * Something the user should know.
 *
 * @param about which condition it belongs to
 * @param reason a CamelCase word, stable: condition, event and metric use it
 * @param message a sentence naming field and remedy
 */
public record Finding(About about, String reason, String message) {

  /** What a finding puts in doubt. */
  public enum About {
    /** The spec itself: nothing is done for this export. */
    ACCEPTED,
    /** Something the spec refers to: what is wired already stays as it is. */
    RESOLVED_REFS,
    /** Some targets cannot be registered. */
    TARGETS,
    /** An auth policy: the one that exists stays as it is. */
    POLICY,
    /** It is being deleted and something still needs it. */
    IN_USE,
    /** Nothing is wrong; the user should know. */
    NOTE
  }
}
