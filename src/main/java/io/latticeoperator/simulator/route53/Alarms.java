package io.latticeoperator.simulator.route53;

import java.util.Optional;

/** Tells the state of alarms, on which health checks of type CLOUDWATCH_METRIC rest. */
@FunctionalInterface
public interface Alarms {

  /** Nothing is known of any alarm. */
  Alarms NONE = (account, region, name) -> Optional.empty();

  /** OK, ALARM or INSUFFICIENT_DATA; empty for an alarm that is not there. */
  Optional<String> state(String account, String region, String name);
}
