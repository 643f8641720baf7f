package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.TargetGroup;

/** What a client speaks, as far as the data plane looks into it. */
public enum ClientProtocol {
  /** HTTP/1.1 or older. */
  HTTP1,
  HTTP2,
  /** HTTP/2 with a content type of gRPC. */
  GRPC,
  /** TLS, of which only the name is looked at that the client asks for. */
  TLS;

  /**
   * Whether a request can be forwarded to a group, by the table of the user guide's page
   * "target-groups". Functions take any request.
   */
  boolean canGoTo(TargetGroup group, String method) {
    if (this == TLS) {
      return group.config().protocol().equals("TCP");
    }
    return switch (group.config().protocolVersion()) {
      case "HTTP1" -> this != GRPC;
      case "HTTP2" -> this != HTTP1;
      case "GRPC" -> this == GRPC || (this == HTTP2 && method.equals("POST"));
      default -> group.type().equals("LAMBDA");
    };
  }
}
