package io.latticeoperator.app.look;

/**
 * A line of output.
 *
 * @param mark how a terminal may show it
 */
public record Line(Mark mark, String text) {
  /** Between two groups. */
  public static final Line BLANK = new Line(Mark.PLAIN, "");

  /** What a line means. */
  public enum Mark {
    PLAIN,
    STRONG,
    FAINT,
    ADDED,
    CHANGED,
    REMOVED,
    GOOD,
    DOUBTFUL,
    BAD
  }

  static Line of(Mark mark, String text) {
    return new Line(mark, text);
  }
}
