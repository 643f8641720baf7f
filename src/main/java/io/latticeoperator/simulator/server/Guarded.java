package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A service whose bugs are its own: its callers get a server error, and the others live on. */
final class Guarded implements AwsService {
  private final AwsService service;
  private final Bugs bugs;

  Guarded(AwsService service, Bugs bugs) {
    this.service = service;
    this.bugs = bugs;
  }

  @Override
  public String signingName() {
    return service.signingName();
  }

  @Override
  public boolean recognises(HttpCall call) {
    return service.recognises(call);
  }

  @Override
  public String operation(HttpCall call) {
    return service.operation(call);
  }

  @Override
  public Reply refused(HttpCall call, String code, int status, String message) {
    return service.refused(call, code, status, message);
  }

  @Override
  public void reset() {
    service.reset();
  }

  @Override
  public void serve(HttpCall call, Consumer<Reply> reply) {
    var replied = new AtomicBoolean();
    Consumer<Reply> once =
        given -> {
          if (replied.compareAndSet(false, true)) {
            reply.accept(given);
          }
        };
    try {
      service.serve(call, once);
    } catch (RuntimeException | StackOverflowError bug) {
      bugs.note(signingName() + " " + call.method() + " " + call.path(), bug);
      once.accept(refused(call, "InternalServerException", 500, "Internal server error"));
    }
  }
}
