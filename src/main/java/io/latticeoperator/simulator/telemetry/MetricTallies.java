package io.latticeoperator.simulator.telemetry;

import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.cloudwatch.Metric;
import io.latticeoperator.simulator.cloudwatch.MetricStore;
import io.latticeoperator.simulator.dataplane.AccessRecord;
import io.latticeoperator.simulator.dataplane.Route;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts measurements together over each period, and hands them to CloudWatch when it is over. They
 * go to the account of the service. Only touched by the timeline's actions.
 *
 * <p>The zone is the one of the target's subnet; requests that reach no known subnet count in the
 * region's first zone.
 */
final class MetricTallies {
  private static final String NAMESPACE = "AWS/VpcLattice";
  private static final int MINUTE = 60;
  private static final int MOST_TALLIES = 50_000;

  private final NavigableMap<Instant, Map<Key, Tally>> periods = new TreeMap<>();
  private final World world;
  private final MetricStore store;
  private final Timeline timeline;
  private final int period;
  private boolean isScheduled;

  /**
   * @param period in seconds
   */
  MetricTallies(World world, MetricStore store, Timeline timeline, int period) {
    this.world = world;
    this.store = store;
    this.timeline = timeline;
    this.period = period;
  }

  /**
   * A metric without its namespace.
   *
   * @param kind name of the dimension: {@code Service} or {@code TargetGroup}
   * @param zone empty when the metric is over all zones
   */
  private record Key(Place place, String name, String kind, String id, String zone) {
    SortedMap<String, String> dimensions() {
      var dimensions = new TreeMap<>(Map.of(kind, id));
      if (!zone.isEmpty()) {
        dimensions.put("AvailabilityZone", zone);
      }
      return dimensions;
    }
  }

  /** False when there are too many metrics at once: some measurements are lost then. */
  boolean count(AccessRecord record, Route.Passage passage) {
    var owner = passage.service().identity().owner();
    var place = new Place(owner.account(), owner.region());
    var zone = zone(record, place);
    var at = start(record.start().plus(record.duration()));
    var tallies = periods.computeIfAbsent(at, _ -> new HashMap<>());
    var serviceId = passage.service().id();
    add(tallies, Measures.ofService(record), new Key(place, "", "Service", serviceId, zone));
    var group = record.group();
    if (group != null && record.target() != null) {
      var of = new Key(place, "", "TargetGroup", group.id(), zone);
      add(tallies, Measures.ofGroup(record, group), of);
    }
    schedule();
    return tallies.size() < MOST_TALLIES;
  }

  private static void add(Map<Key, Tally> tallies, Stream<Measures.Measure> measures, Key of) {
    measures.forEach(
        measure -> {
          for (var zone : new String[] {"", of.zone()}) {
            var key = new Key(of.place(), measure.metric(), of.kind(), of.id(), zone);
            var tally = tallies.get(key);
            if (tally == null && tallies.size() < MOST_TALLIES) {
              tally = new Tally(measure.unit());
              tallies.put(key, tally);
            }
            if (tally != null) {
              tally.add(measure.value());
            }
          }
        });
  }

  private String zone(AccessRecord record, Place place) {
    var group = record.group();
    var target = record.target();
    if (group == null || target == null) {
      return place.region() + "a";
    }
    return world
        .vpc(group.config().vpcId())
        .flatMap(
            vpc ->
                vpc.subnets().stream()
                    .filter(subnet -> subnet.cidr().contains(target.id()))
                    .findFirst())
        .map(subnet -> subnet.zone())
        .orElse(place.region() + "a");
  }

  private Instant start(Instant at) {
    long second = at.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, period));
  }

  private void schedule() {
    if (!isScheduled && !periods.isEmpty()) {
      isScheduled = true;
      var end = periods.firstKey().plusSeconds(period);
      timeline.after(Duration.between(timeline.now(), end), this::publish);
    }
  }

  private void publish() {
    isScheduled = false;
    var over = periods.headMap(timeline.now().minusSeconds(period), true);
    over.forEach(
        (at, tallies) ->
            tallies.forEach((key, tally) -> store.put(key.place(), datum(at, key, tally))));
    over.clear();
    schedule();
  }

  private MetricStore.Datum datum(Instant at, Key key, Tally tally) {
    var metric = new Metric(NAMESPACE, key.name(), key.dimensions());
    int resolution = period < MINUTE ? 1 : MINUTE;
    return new MetricStore.Datum(metric, at, tally.samples(), tally.unit(), resolution);
  }

  void clear() {
    periods.clear();
  }
}
