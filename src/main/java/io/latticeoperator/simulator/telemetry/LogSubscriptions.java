package io.latticeoperator.simulator.telemetry;

import java.util.List;

/** Who wants access logs. Safe for any thread. */
@FunctionalInterface
public interface LogSubscriptions {

  /**
   * Where the access logs of a service or a service network go.
   *
   * @return ARNs of log groups; other kinds of destinations may be among them
   */
  List<String> destinations(String resourceId);
}
