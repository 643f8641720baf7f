package io.latticeoperator.explain;

import java.util.Optional;
import java.util.function.Function;

/**
 * Something that was asked for, with what came of it: not to know is no answer.
 *
 * @param <T> of the answer
 */
public sealed interface Known<T> {
  /** It is known. */
  record Yes<T>(T value) implements Known<T> {}

  /**
   * It could not be found out.
   *
   * @param why for people
   */
  record No<T>(String why) implements Known<T> {}

  static <T> Known<T> of(T value) {
    return new Yes<>(value);
  }

  static <T> Known<T> unknown(String why) {
    return new No<>(why);
  }

  /** The answer, if there is one. */
  default Optional<T> answer() {
    return switch (this) {
      case Yes<T>(T value) -> Optional.of(value);
      case No<T> _ -> Optional.empty();
    };
  }

  /** What follows from the answer; nothing follows from none. */
  default <R> Known<R> map(Function<T, R> further) {
    return switch (this) {
      case Yes<T>(T value) -> new Yes<>(further.apply(value));
      case No<T>(String why) -> new No<>(why);
    };
  }
}
