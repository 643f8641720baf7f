package io.latticeoperator.simulator.lattice;

import java.time.Duration;
import java.time.Instant;

/** What happens to a resource later, by itself. */
sealed interface Transition {

  /** Creation or update has been completed. */
  record Settle(String id) implements Transition {}

  /** Deletion has been completed, of the resource and all that hangs on it. */
  record Vanish(String id) implements Transition {}

  /** A target has been drained, unless it was registered again meanwhile. */
  record Drained(String targetGroupId, Target.Key key, Instant deregisteredAt)
      implements Transition {}

  /** No lag can show a target that is gone any longer. */
  record Forget(String targetGroupId, Target departed) implements Transition {}

  /** A transition and when it is due. */
  record Due(Duration delay, Transition transition) {}
}
