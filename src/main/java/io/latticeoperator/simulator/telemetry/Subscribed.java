package io.latticeoperator.simulator.telemetry;

import io.latticeoperator.simulator.lattice.AccessLogSubscription;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The subscriptions that the control plane has; read again after it has changed. */
final class Subscribed implements LogSubscriptions {
  private final LatticeSimulator lattice;
  private final AtomicLong changes = new AtomicLong();
  private volatile Known known = new Known(-1, Map.of());

  Subscribed(LatticeSimulator lattice) {
    this.lattice = lattice;
    lattice.onChange(changes::incrementAndGet);
  }

  /** What was read after that many changes. */
  private record Known(long changes, Map<String, List<String>> destinations) {}

  @Override
  public List<String> destinations(String resourceId) {
    var current = known;
    long seen = changes.get();
    if (current.changes() != seen) {
      current = new Known(seen, read());
      known = current;
    }
    return current.destinations().getOrDefault(resourceId, List.of());
  }

  private Map<String, List<String>> read() {
    return lattice.view().accessLogSubscriptions().stream()
        .collect(
            Collectors.groupingBy(
                AccessLogSubscription::resourceId,
                Collectors.mapping(
                    AccessLogSubscription::destinationArn, Collectors.toUnmodifiableList())));
  }
}
