package io.latticeoperator.simulator.aws;

import java.util.function.Consumer;

/** One of the simulated services, as HTTP sees it. Safe for any thread. */
public interface AwsService {

  /** The service in the credential scope of SigV4, such as {@code vpc-lattice}. */
  String signingName();

  /**
   * Takes any request, a malformed one included, and replies exactly once: before it returns, or
   * later on the timeline.
   */
  void serve(HttpCall call, Consumer<Reply> reply);

  /** Whether a request that is not signed is meant for this service. */
  default boolean recognises(HttpCall call) {
    return false;
  }

  /** Forgets all that callers made. */
  void reset();
}
