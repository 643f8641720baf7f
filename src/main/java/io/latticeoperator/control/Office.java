package io.latticeoperator.control;

import java.util.function.Consumer;

/** What is done while a process leads. Called on the timeline of {@link Leadership}. */
public interface Office {
  /** A term begins. Must not block. */
  void begin(Mandate mandate);

  /**
   * The term that has begun last is to end: nothing new may be started from now on. Must not block.
   *
   * @param ended to be called from any thread, once, when nothing of the term goes on any more;
   *     true when all of its calls have ended, false when some were given up
   */
  void end(Consumer<Boolean> ended);

  /**
   * Whether there is something that only an operator can have made, so that the lack of a lease is
   * no proof that nobody leads.
   */
  boolean inUse();
}
