package io.latticeoperator.control;

import io.latticeoperator.plan.Fault;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A call to another service of AWS that nothing depends on. It goes out when nothing else wants the
 * slot; how it ends slows down nothing else.
 */
public interface Errand {
  /** What is called, in metrics; while one waits for its slot, a second of this name is dropped. */
  String name();

  /**
   * The slot is granted, on the loop's thread: what to call now, which may block and must not
   * throw; empty when there is nothing to call any more.
   */
  Optional<Supplier<Optional<Fault>>> granted();

  /**
   * AWS has answered, on the loop's thread.
   *
   * @param fault empty when all went well
   */
  void answered(Optional<Fault> fault);
}
