package io.latticeoperator.simulator.dataplane;

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
  /** The client's request is malformed or too large. */
  ClientProtocolError(400);

  private final int status;

  FailureReason(int status) {
    this.status = status;
  }

  /** What the client is answered, unless an answer has begun; 0 for a client that is not there. */
  public int status() {
    return status;
  }
}
