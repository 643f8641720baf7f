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

  /** The operation that a request names, such as {@code DescribeVpcs}; any text otherwise. */
  default String operation(HttpCall call) {
    return GenericProtocol.operation(call);
  }

  /**
   * A refusal in the protocol of a request.
   *
   * @param code the error's name
   * @param status HTTP status
   */
  default Reply refused(HttpCall call, String code, int status, String message) {
    return GenericProtocol.refused(call, code, status, message);
  }

  /** Forgets all that callers made. */
  void reset();
}
