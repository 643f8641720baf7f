package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.ForwardingService;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A service whose bugs are its own: its callers get a server error, and the others live on. */
final class Guarded implements ForwardingService {
  private final AwsService service;
  private final Bugs bugs;

  Guarded(AwsService service, Bugs bugs) {
    this.service = service;
    this.bugs = bugs;
  }

  @Override
  public AwsService service() {
    return service;
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
