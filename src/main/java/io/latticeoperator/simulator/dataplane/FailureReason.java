package io.latticeoperator.simulator.dataplane;

import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** Why a request failed on its way, in the words of VPC Lattice's access logs. */
public enum FailureReason {
  /** No connection to the target. */
  TargetConnectionError(500),
  /** What the target sent is not HTTP. */
  TargetProtocolError(502),
  /** The target closed the connection before its answer was complete. */
  TargetConnectionClosed(502),
  /** The target was silent for too long. */
  TargetDataTimeout(504),
  /** The client went away before the answer was complete. */
  ClientConnectionClosed(0),
  /** The service has had too many requests in this second. */
  ClientRateLimited(429),
  /** An auth policy did not allow the request. */
  ClientAccessDenied(403),
  /** The client's request is malformed or too large. */
  ClientProtocolError(400),
  /** The client's connection has lived for as long as it may. */
  ConnectionDurationExceeded(0),
  /** The data plane itself failed. */
  InternalError(500);

  private final int status;

  FailureReason(int status) {
    this.status = status;
  }

  /**
   * Why no whole answer came from a target.
   *
   * @param begun whether the request had got as far as a connection
   */
  static FailureReason ofTarget(boolean begun, @Nullable Throwable failure) {
    if (!begun) {
      return TargetConnectionError;
    }
    return switch (failure) {
      case TimeoutException _ -> TargetDataTimeout;
      case SSLException _ -> TargetConnectionError;
      case HttpResponseException _ -> TargetProtocolError;
      case HttpException _ -> TargetProtocolError;
      case null, default -> TargetConnectionClosed;
    };
  }

  /** What the client is answered, unless an answer has begun; 0 when there is no one to answer. */
  public int status() {
    return status;
  }
}
