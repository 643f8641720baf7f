package io.latticeoperator.app.demo;

import io.latticeoperator.simulator.aws.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * How long the slowest target took to follow its pod.
 *
 * @param registered from ready to Register; empty when no pod became ready
 * @param deregistered from terminating, or not ready, to Deregister; empty when no pod left
 */
record Reaction(Optional<Duration> registered, Optional<Duration> deregistered) {

  /**
   * @param calls of the operator from before the first event on, in order; refused ones do not
   *     count
   */
  static Reaction of(List<PodEvent> events, List<Journal.Entry> calls) {
    return new Reaction(
        slowest(PodEvent.Kind.READY, "RegisterTargets", events, calls),
        slowest(PodEvent.Kind.LEAVING, "DeregisterTargets", events, calls));
  }

  /** The first call of an operation that names an address, if there is one. */
  static Optional<Journal.Entry> first(String operation, String ip, List<Journal.Entry> calls) {
    return calls.stream()
        .filter(call -> call.operation().equals(operation) && call.result().equals("OK"))
        .filter(call -> names(call, ip))
        .findFirst();
  }

  private static Optional<Duration> slowest(
      PodEvent.Kind kind, String operation, List<PodEvent> events, List<Journal.Entry> calls) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .flatMap(
            event ->
                first(operation, event.ip(), calls)
                    .map(call -> Duration.between(event.at(), call.at()))
                    .stream())
        // the operator may have heard of the event before the story did
        .map(time -> time.isNegative() ? Duration.ZERO : time)
        .max(Duration::compareTo);
  }

  private static boolean names(Journal.Entry call, String ip) {
    return StreamSupport.stream(call.input().path("targets").spliterator(), false)
        .anyMatch(target -> target.path("id").asText().equals(ip));
  }
}
