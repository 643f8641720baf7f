package io.latticeoperator.simulator.iam;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Text with wildcards: {@code *} for any run of characters, {@code ?} for any one. Matching takes
 * time in proportion to the product of both lengths at most, whatever the pattern.
 */
final class Glob {
  private static final int RUN = -1;
  private static final int ONE = -2;

  private final int[] tokens;

  private Glob(int[] tokens) {
    this.tokens = tokens;
  }

  /** One in which {@code *} and {@code ?} are wildcards. */
  static Glob of(String text) {
    return new Glob(text.chars().map(Glob::token).toArray());
  }

  /** One in which every character stands for itself. */
  static Glob literal(String text) {
    return new Glob(text.chars().toArray());
  }

  Glob followedBy(Glob next) {
    return new Glob(IntStream.concat(IntStream.of(tokens), IntStream.of(next.tokens)).toArray());
  }

  Glob lowerCase() {
    return new Glob(
        IntStream.of(tokens)
            .map(token -> token < 0 ? token : Character.toLowerCase(token))
            .toArray());
  }

  boolean matchesIgnoringCase(String text) {
    return lowerCase().matches(text.toLowerCase(Locale.ROOT));
  }

  boolean matches(String text) {
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
