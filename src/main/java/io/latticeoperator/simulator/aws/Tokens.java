package io.latticeoperator.simulator.aws;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The words of an expression, for a parser that reads them from left to right. */
public final class Tokens {
  private final List<String> words;
  private final Supplier<? extends RuntimeException> early;
  private int next;

  /**
   * @param word whose first group is a word
   * @param early thrown when a word is taken and there is none left
   */
  public Tokens(Pattern word, String text, Supplier<? extends RuntimeException> early) {
    this.words = word.matcher(text).results().map(match -> match.group(1)).toList();
    this.early = early;
  }

  /** The next word, which is not taken; empty at the end. */
  public Optional<String> peek() {
    return next < words.size() ? Optional.of(words.get(next)) : Optional.empty();
  }

  /** The next word, which is taken. */
  public String take() {
    if (next == words.size()) {
      throw early.get();
    }
    return words.get(next++);
  }

  /** Takes the next word if it is this one, and tells whether it was. */
  public boolean accept(String word) {
    boolean isNext = peek().filter(word::equals).isPresent();
    if (isNext) {
      next++;
    }
    return isNext;
  }
}
