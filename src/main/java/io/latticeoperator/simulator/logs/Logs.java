package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.JsonProtocol;
import io.latticeoperator.simulator.aws.LogDestinations;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.Stateful;
import io.latticeoperator.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;

/** CloudWatch Logs. */
public final class Logs implements EndpointService, LogDestinations, Stateful {
  private static final String SIGNING_NAME = "logs";
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  private final LogStore store = new LogStore();
  private final ResourcePolicies policies;
  private final ServiceEndpoint endpoint;
  private final Clock clock;

  public Logs(Environment environment) {
    clock = environment.timeline();
    policies = new ResourcePolicies(clock);
    var operations = new HashMap<String, Operation>();
    List.of(
            new GroupOperations(store, clock).operations(),
            new StreamOperations(store, clock).operations(),
            new EventOperations(store, clock).operations(),
            policies.operations())
        .forEach(operations::putAll);
    endpoint =
        new ServiceEndpoint(
            new ServiceEndpoint.Traits(SIGNING_NAME, Errors.DENIED, LARGEST_BODY),
            environment,
            List.of(JsonProtocol.of("1.1", "Logs_20140328")),
            operations);
  }

  /**
   * Writes as AWS services do when they deliver logs, without a call in the journal. A stream that
   * is not there is made; without the group, nothing happens.
   *
   * @param at what the event says when it happened
   */
  public void deliver(LogGroupArn group, String stream, Instant at, String message) {
    endpoint.exclusively(
        () ->
            store
                .find(group.place(), group.name())
                .ifPresent(
                    found -> {
                      var now = clock.now();
                      var streams = found.streams(now);
                      var into = streams.get(stream);
                      found.add(
                          into == null ? found.createStream(stream, now) : into,
                          at.toEpochMilli(),
                          message,
                          now);
                    }));
  }

  /** The tags of a caller's groups that have any, by ARN. */
  SortedMap<String, SortedMap<String, String>> tags(Caller caller) {
    return endpoint.found(() -> store.tags(Place.of(caller)));
  }

  @Override
  public ServiceEndpoint endpoint() {
    return endpoint;
  }

  /** Buckets and delivery streams are not simulated: any of them is taken to be there. */
  @Override
  public boolean exists(String arn) {
    var group = LogGroupArn.parse(arn);
    return group.isEmpty()
        || endpoint.found(() -> store.find(group.get().place(), group.get().name()).isPresent());
  }

  @Override
  public String name() {
    return SIGNING_NAME;
  }

  @Override
  public JsonNode save() {
    return endpoint.found(() -> new SavedLogs(store.saved(), policies.saved()).json());
  }

  @Override
  public void restore(JsonNode saved) {
    var read = SavedLogs.read(saved);
    var groups = read.groups().stream().map(LogGroup::restored).toList();
    endpoint.exclusively(
        () -> {
          store.restore(groups);
          policies.restore(read.policies());
        });
  }

  @Override
  public void reset() {
    endpoint.exclusively(
        () -> {
          store.clear();
          policies.clear();
        });
  }
}
