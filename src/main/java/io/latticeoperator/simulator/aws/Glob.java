package io.latticeoperator.simulator.aws;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Text with wildcards: {@code *} for any run of characters, {@code ?} for any one. Matching takes
 * time in proportion to the product of both lengths at most, whatever the pattern.
 */
public final class Glob {
  private static final int RUN = -1;
  private static final int ONE = -2;

  private final int[] tokens;

  private Glob(int[] tokens) {
    this.tokens = tokens;
  }

  /** One in which {@code *} and {@code ?} are wildcards. */
  public static Glob of(String text) {
    return new Glob(text.chars().map(Glob::token).toArray());
  }

  /** One in which only {@code *} is a wildcard. */
  public static Glob ofRuns(String text) {
    return new Glob(text.chars().map(character -> character == '*' ? RUN : character).toArray());
  }

  /** One in which every character stands for itself. */
  public static Glob literal(String text) {
    return new Glob(text.chars().toArray());
  }

  /** What fits this one, and behind it what fits the next. */
  public Glob followedBy(Glob next) {
    return new Glob(IntStream.concat(IntStream.of(tokens), IntStream.of(next.tokens)).toArray());
  }

  private Glob lowerCase() {
    return new Glob(
        IntStream.of(tokens)
            .map(token -> token < 0 ? token : Character.toLowerCase(token))
            .toArray());
  }

  /** The same, whatever the case of letters. */
  public boolean matchesIgnoringCase(String text) {
    return lowerCase().matches(text.toLowerCase(Locale.ROOT));
  }

  /** Whether the whole of a text fits. */
  public boolean matches(String text) {
    int at = 0;
    int next = 0;
    int run = -1;
    int resume = 0;
    while (at < text.length()) {
      if (next < tokens.length && tokens[next] == RUN) {
        run = next++;
        resume = at;
      } else if (next < tokens.length && (tokens[next] == ONE || tokens[next] == text.charAt(at))) {
        next++;
        at++;
      } else if (run >= 0) {
        next = run + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (next < tokens.length && tokens[next] == RUN) {
      next++;
    }
    return next == tokens.length;
  }

  private static int token(int character) {
    return switch (character) {
      case '*' -> RUN;
      case '?' -> ONE;
      default -> character;
    };
  }
}
