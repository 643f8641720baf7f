package io.latticeoperator.simulator.aws;

/** A service that is another one but for how it serves. */
public interface ForwardingService extends AwsService {

  /** The other one. */
  AwsService service();

  @Override
  default String signingName() {
    return service().signingName();
  }

  @Override
  default boolean recognises(HttpCall call) {
    return service().recognises(call);
  }

  @Override
  default String operation(HttpCall call) {
    return service().operation(call);
  }

  @Override
  default Reply refused(HttpCall call, String code, int status, String message) {
    return service().refused(call, code, status, message);
  }

  @Override
  default void reset() {
    service().reset();
  }
}
