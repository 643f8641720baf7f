package io.latticeoperator.app.simulator;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.simulator.aws.Stateful;
import java.util.List;

/** What a simulated AWS knows from before it began, and who is told that it has changed. */
public interface Memory {

  /** It begins empty, and nobody is told. */
  Memory NONE =
      new Memory() {
        @Override
        public long lives() {
          return 0;
        }

        @Override
        public void recall(List<Stateful> parts) {}

        @Override
        public void changed() {}
      };

  /**
   * How many simulated AWSs there were before this one, of which this one is the continuation.
   * Called before {@link #recall}.
   *
   * @throws MissingPrerequisite when that cannot be found out
   */
  long lives() throws MissingPrerequisite;

  /**
   * Called once, before anything can reach the parts.
   *
   * @throws MissingPrerequisite when what there was cannot be brought back
   */
  void recall(List<Stateful> parts) throws MissingPrerequisite;

  /** Something may have changed. Called on any thread, and often. */
  void changed();
}
