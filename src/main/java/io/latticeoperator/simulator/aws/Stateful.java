package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A part of the simulated AWS that outlives the process: what it saves, it can take up again. Safe
 * for any thread.
 */
public interface Stateful {

  /** Under which its state is kept, such as {@code vpc-lattice}; unique within one process. */
  String name();

  /**
   * All that callers made, as a JSON value of its own that later changes do not touch. Equal states
   * give equal values.
   */
  JsonNode save();

  /**
   * Takes up what {@link #save} gave, in place of all that is there.
   *
   * @throws IllegalArgumentException when it is not such a value; nothing has changed then
   */
  void restore(JsonNode saved);
}
