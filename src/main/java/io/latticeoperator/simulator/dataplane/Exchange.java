package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.Service;
import io.latticeoperator.simulator.lattice.TargetGroup;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A client's request and the answer it gets. It ends once, and is counted then. */
final class Exchange {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Traffic traffic;
  private final String id;
  private String serviceId = "";
  private String targetGroupId = "";

  Exchange(Request request, Response response, Callback callback, Traffic traffic) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.traffic = traffic;
    this.id = ForwardedHeaders.requestId(request.getHeaders());
  }

  void concerns(Service service) {
    serviceId = service.id();
  }

  void concerns(TargetGroup group) {
    targetGroupId = group.id();
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  /** The value of {@code x-amzn-requestid}. */
  String id() {
    return id;
  }

  /** Ends with an answer of the data plane's own. */
  void answer(int status, String text) {
    write(status, text, null);
  }

  /** Ends with an error; an answer that has begun is broken off. */
  void fail(FailureReason reason, String text) {
    if (response.isCommitted() || reason.status() == 0) {
      count(response.isCommitted() ? response.getStatus() : 0, reason);
      callback.failed(new BrokenOff(reason));
      return;
    }
    response.reset();
    write(reason.status(), reason + ": " + text, reason);
  }

  /** Ends after the target's answer has been passed on. */
  void complete() {
    count(response.getStatus(), null);
    callback.succeeded();
  }

  private void write(int status, String text, @Nullable FailureReason reason) {
    count(status, reason);
    response.setStatus(status);
    response.getHeaders().put(ForwardedHeaders.REQUEST_ID, id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    Content.Sink.write(response, true, text.isEmpty() ? "" : text + "\n", callback);
  }

  private void count(int status, @Nullable FailureReason reason) {
    traffic.count(new Traffic.Kind(serviceId, targetGroupId, status, reason));
  }

  /** Tells the server to drop the connection; nothing is wrong with the server. */
  private static final class BrokenOff extends Exception {
    BrokenOff(FailureReason reason) {
      super(reason.name(), null, false, false);
    }
  }
}
