package io.latticeoperator.app.look;

/** Where it is told how far a command is. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = words -> {};

  /** Replaces what was told before; empty when there is nothing more to tell. From any thread. */
  void show(String words);
}
