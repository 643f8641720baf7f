package io.latticeoperator.simulator.aws;

import java.util.function.Consumer;

/** A service all of whose requests are taken by one {@link ServiceEndpoint}. */
public interface EndpointService extends AwsService {
  ServiceEndpoint endpoint();

  @Override
  default String signingName() {
    return endpoint().signingName();
  }

  @Override
  default boolean recognises(HttpCall call) {
    return endpoint().recognises(call);
  }

  @Override
  default void serve(HttpCall call, Consumer<Reply> reply) {
    reply.accept(endpoint().serve(call));
  }

  @Override
  default String operation(HttpCall call) {
    return endpoint().operation(call);
  }

  @Override
  default Reply refused(HttpCall call, String code, int status, String message) {
    return endpoint().refused(call, code, status, message);
  }
}
