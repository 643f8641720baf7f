package io.latticeoperator.model;

/** Why a target is wanted, or why it may go. */
public enum Cause {
  READY(true, "ready"),
  /** Terminating, but nothing else is left that could answer. */
  LAST_SERVING(true, "the last that still serves"),
  /** May go once enough others are able to serve, or it stops serving. */
  TERMINATING(false, "terminating"),
  /** Alive, not terminating, but not ready. */
  NOT_READY(false, "not ready");

  private final boolean wanted;
  private final String words;

  Cause(boolean wanted, String words) {
    this.wanted = wanted;
    this.words = words;
  }

  public boolean wanted() {
    return wanted;
  }

  /** For messages. */
  public String words() {
    return words;
  }
}
