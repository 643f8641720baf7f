package io.latticeoperator.cloud.aws;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first asked for. For any number of threads. */
final class Lazy<T> {
  private final Supplier<T> maker;
  private volatile @Nullable T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    var there = made;
    return there == null ? make() : there;
  }

  private synchronized T make() {
    var there = made;
    if (there == null) {
      there = maker.get();
      made = there;
    }
    return there;
  }

  /** Hands it over if it has been made. */
  void ifMade(Consumer<T> taker) {
    var there = made;
    if (there != null) {
      taker.accept(there);
    }
  }
}
