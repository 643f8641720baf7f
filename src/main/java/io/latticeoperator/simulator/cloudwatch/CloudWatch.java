package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.JsonProtocol;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.Stateful;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** CloudWatch, in the three protocols that its clients speak. */
public final class CloudWatch implements EndpointService, Stateful {
  /** The {@code Version} parameter of its calls in the query protocol. */
  public static final String VERSION = "2010-08-01";

  private static final String SIGNING_NAME = "monitoring";
  private static final String TARGET = "GraniteServiceVersion20100801";
  private static final int LARGEST_BODY = 1024 * 1024;

  private final MetricStore store = new MetricStore();
  private final Tags tags = new Tags(this::exists);
  private final DashboardOperations dashboards;
  private final AlarmOperations alarms;
  private final ServiceEndpoint endpoint;

  /**
   * @param alarmInterval how often alarms look at their metrics, at least a second; a minute on AWS
   */
  public CloudWatch(Environment environment, Duration alarmInterval) {
    var clock = environment.timeline();
    dashboards = new DashboardOperations(clock, tags);
    alarms = new AlarmOperations(new AlarmStates(store, alarmInterval), clock, tags);
    var operations = new HashMap<String, Operation>();
    List.of(
            new MetricOperations(store, clock).operations(),
            new MetricDataOperation(store).operations(),
            dashboards.operations(),
            alarms.operations(),
            tags.operations())
        .forEach(operations::putAll);
    endpoint =
        new ServiceEndpoint(
            new ServiceEndpoint.Traits(SIGNING_NAME, Errors.DENIED, LARGEST_BODY),
            environment,
            List.of(
                new FormProtocol(VERSION),
                JsonProtocol.queryCompatible("1.0", TARGET),
                new CborProtocol(TARGET)),
            Map.copyOf(operations));
  }

  /** Where other simulated services put their metrics. */
  public MetricStore store() {
    return store;
  }

  /** OK, ALARM or INSUFFICIENT_DATA; empty for an alarm that is not there. */
  public Optional<String> alarmState(String account, String region, String name) {
    return endpoint.found(() -> alarms.state(new Place(account, region), name));
  }

  /** The tags of a caller's resources that have any, by ARN; dashboards are in no region. */
  SortedMap<String, SortedMap<String, String>> tags(Caller caller) {
    var found = new TreeMap<String, SortedMap<String, String>>();
    endpoint
        .found(tags::saved)
        .forEach(
            (arn, each) -> {
              var parts = arn.split(":", 6);
              boolean here = parts[3].isEmpty() || parts[3].equals(caller.region());
              if (here && parts[4].equals(caller.account()) && !each.isEmpty()) {
                found.put(arn, new TreeMap<>(each));
              }
            });
    return found;
  }

  @Override
  public ServiceEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public String name() {
    return SIGNING_NAME;
  }

  @Override
  public JsonNode save() {
    return endpoint.found(
        () -> new SavedCloudWatch(dashboards.saved(), alarms.saved(), tags.saved()).json());
  }

  @Override
  public void restore(JsonNode saved) {
    var read = SavedCloudWatch.read(saved);
    var restored = read.alarms().stream().map(Alarm::restored).toList();
    endpoint.exclusively(
        () -> {
          dashboards.restore(read.dashboards());
          alarms.restore(restored);
          tags.restore(read.tags());
        });
  }

  @Override
  public void reset() {
    endpoint.exclusively(
        () -> {
          store.clear();
          dashboards.clear();
          alarms.clear();
          tags.clear();
        });
  }

  private boolean exists(String arn) {
    return dashboards.exists(arn) || alarms.exists(arn);
  }
}
