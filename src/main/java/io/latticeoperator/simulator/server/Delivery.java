package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.Reply;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The way of one reply to the client, who may have to wait for it.
 *
 * @param afterwards runs when the reply is on its way
 */
record Delivery(Request request, Response response, Callback callback, Runnable afterwards) {

  /** Lets a call take its time, which an idle connection otherwise has not. */
  Delivery patient() {
    var periods = new AtomicInteger();
    request.addIdleTimeoutListener(
        _ -> {
          if (periods.incrementAndGet() < Limits.LONGEST_ANSWER) {
            return false;
          }
          hangUp();
          return true;
        });
    return this;
  }

  void deliver(Reply reply) {
    switch (reply) {
      case Reply.Response answer -> {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
      }
      case Reply.HungUp _ -> {
        hangUp();
        callback.succeeded();
      }
      case Reply.Silence _ -> {}
    }
    afterwards.run();
  }

  private void hangUp() {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }
}
