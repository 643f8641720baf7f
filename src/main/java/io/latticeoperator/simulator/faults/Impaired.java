package io.latticeoperator.simulator.faults;

import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.ForwardingService;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.time.Timeline;
import java.util.HashMap;
import java.util.function.Consumer;

/** A service whose calls go wrong as the plan in force says. */
final class Impaired implements ForwardingService {
  private final AwsService service;
  private final LiveFaults faults;
  private final Timeline timeline;

  Impaired(AwsService service, LiveFaults faults, Timeline timeline) {
    this.service = service;
    this.faults = faults;
    this.timeline = timeline;
  }

  @Override
  public AwsService service() {
    return service;
  }

  @Override
  public void serve(HttpCall call, Consumer<Reply> reply) {
    if (!faults.isAbout(signingName())) {
      service.serve(call, reply);
      return;
    }
    var operation = operation(call);
    var latency = faults.latency(signingName(), operation, call.caller());
    if (latency.isZero()) {
      end(call, operation, reply);
      return;
    }
    var half = latency.dividedBy(2);
    timeline.after(
        half, () -> end(call, operation, given -> timeline.after(half, () -> reply.accept(given))));
  }

  private void end(HttpCall call, String operation, Consumer<Reply> reply) {
    var end = faults.end(signingName(), operation, call.caller());
    if (end.isEmpty()) {
      service.serve(call, reply);
      return;
    }
    switch (end.get()) {
      case CallEffect.Refusal refusal -> reply.accept(refused(call, refusal));
      case CallEffect.Loss loss -> instead(call, loss.effect(), new Reply.HungUp(), reply);
      case CallEffect.BlackHole hole -> instead(call, hole.effect(), new Reply.Silence(), reply);
      case CallEffect.Delay _, CallEffect.Unsuccessful _, CallEffect.Lag _ ->
          service.serve(call, reply);
    }
  }

  private void instead(HttpCall call, boolean effect, Reply given, Consumer<Reply> reply) {
    if (effect) {
      service.serve(call, _ -> reply.accept(given));
    } else {
      reply.accept(given);
    }
  }

  private Reply refused(HttpCall call, CallEffect.Refusal refusal) {
    var reply = refused(call, refusal.code(), refusal.status(), refusal.message());
    if (refusal.retryAfter().isZero() || !(reply instanceof Reply.Response response)) {
      return reply;
    }
    var headers = new HashMap<>(response.headers());
    headers.put("Retry-After", Long.toString(refusal.retryAfter().plusMillis(999).toSeconds()));
    return new Reply.Response(response.status(), headers, response.body());
  }
}
