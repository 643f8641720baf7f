package io.latticeoperator.simulator.dataplane;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** A connection to a target in the making. Exactly one of the two is called. */
interface Outbound {
  Connection newConnection(EndPoint endPoint);

  void failed(Throwable cause);
}
