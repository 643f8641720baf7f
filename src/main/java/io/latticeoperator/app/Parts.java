package io.latticeoperator.app;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that have been started, to be closed in the opposite order. For one thread. */
public final class Parts implements AutoCloseable {
  private final Deque<Part> parts = new ArrayDeque<>();

  /** Something that is closed without an exception of its own. */
  @FunctionalInterface
  public interface Part {
    void close();
  }

  /** Closed before all that was added earlier. */
  public void add(Part part) {
    parts.push(part);
  }

  /** Closes every part, even when some fail; the first failure carries the others. */
  @Override
  public void close() {
    RuntimeException first = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (RuntimeException failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
