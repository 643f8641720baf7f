package io.latticeoperator.metrics;

import io.latticeoperator.cloud.Reading;
import io.latticeoperator.control.ApiClass;
import io.latticeoperator.control.Errand;
import io.latticeoperator.control.Lane;
import io.latticeoperator.control.Observer;
import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.model.Owner;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has happened since the last publication, and how things stand. For the loop's thread. */
final class Minute implements Observer {
  private final SortedMap<Owner, ExportReport> exports = new TreeMap<>();
  private final SortedMap<Owner, NetworkReport> networks = new TreeMap<>();
  private Map<Owner, Map<Arrival, Spread>> arrivals = new HashMap<>();
  private final Queue queue = new Queue();
  private Calls calls = Calls.NONE;

  /**
   * Calls to AWS.
   *
   * @param made all of them
   * @param faults those that failed, throttled ones excluded
   */
  record Calls(long made, long throttled, long faults) {
    static final Calls NONE = new Calls(0, 0, 0);

    Calls plus(int calls, Optional<Fault> fault) {
      boolean slowed = fault.filter(f -> f.kind() == Fault.Kind.THROTTLED).isPresent();
      return new Calls(
          made + calls,
          throttled + (slowed ? 1 : 0),
          faults + (fault.isPresent() && !slowed ? 1 : 0));
    }
  }

  SortedMap<Owner, ExportReport> exports() {
    return exports;
  }

  SortedMap<Owner, NetworkReport> networks() {
    return networks;
  }

  Calls calls() {
    return calls;
  }

  /**
   * How long the targets of these exports took that have arrived since the last publication, and
   * for how long those have waited that have not arrived yet.
   */
  Spread arrivals(Collection<Owner> owners, Arrival arrival, Instant now) {
    var all = new Spread();
    for (var owner : owners) {
      var spread = arrivals.getOrDefault(owner, Map.of()).get(arrival);
      if (spread != null) {
        all.add(spread);
      }
    }
    queue.since(arrival, owners).forEach(since -> all.add(Duration.between(since, now)));
    return all;
  }

  /** Begins to count anew; how things stand is kept. */
  void restart() {
    arrivals = new HashMap<>();
    calls = Calls.NONE;
  }

  @Override
  public void reported(Report report) {
    switch (report) {
      case ExportReport export -> exports.put(export.owner(), export);
      case NetworkReport network -> networks.put(network.owner(), network);
    }
  }

  @Override
  public void released(Owner owner) {
    exports.remove(owner);
    networks.remove(owner);
    queue.remove(owner);
  }

  @Override
  public void wrote(ApiClass api, Receipt receipt, Duration took) {
    calls = calls.plus(receipt.calls(), CallMeters.fault(receipt));
  }

  @Override
  public void read(ApiClass api, Lane lane, Reading reading, Duration took) {
    calls = calls.plus(reading.calls(), CallMeters.fault(reading));
  }

  @Override
  public void ran(Errand errand, Optional<Fault> fault, Duration took) {
    calls = calls.plus(1, fault);
  }

  @Override
  public void waiting(Owner owner, Arrival arrival, List<Instant> since) {
    queue.put(owner, arrival, since);
  }

  @Override
  public void arrived(Owner owner, Arrival arrival, Duration after) {
    arrivals
        .computeIfAbsent(owner, o -> new EnumMap<>(Arrival.class))
        .computeIfAbsent(arrival, a -> new Spread())
        .add(after);
  }
}
