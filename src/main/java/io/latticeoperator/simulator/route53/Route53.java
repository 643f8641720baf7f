package io.latticeoperator.simulator.route53;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.RecordJson;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.Stateful;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The simulated Route 53. */
public final class Route53 implements EndpointService, Stateful {
  /** The signing name. */
  public static final String NAME = "route53";

  private static final int LARGEST_BODY = 1024 * 1024;

  private final Zones zones = new Zones();
  private final HostedZones hostedZones;
  private final RecordSets recordSets;
  private final Changes changes;
  private final HealthChecks healthChecks;
  private final ServiceEndpoint endpoint;

  /**
   * @param propagation until a change is INSYNC
   * @param aliasTargets other services' zones
   * @param alarms on which health checks can rest
   */
  public Route53(
      Environment environment, Duration propagation, AliasTargets aliasTargets, Alarms alarms) {
    var ids = new Ids(environment.seed());
    changes = new Changes(environment.timeline(), propagation, ids);
    hostedZones = new HostedZones(zones, changes, ids, environment.world());
    healthChecks = new HealthChecks(environment.timeline(), ids, alarms);
    recordSets = new RecordSets(zones, changes, aliasTargets, healthChecks::has);
    endpoint =
        new ServiceEndpoint(
            new ServiceEndpoint.Traits(NAME, Errors.DENIED, LARGEST_BODY),
            environment,
            List.of(new Route53Protocol()),
            operations());
  }

  @Override
  public ServiceEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public void reset() {
    zones.clear();
    hostedZones.clear();
    changes.clear();
    healthChecks.clear();
  }

  @Override
  public String name() {
    return NAME;
  }

  /** As it is kept; all changes have arrived when it is taken up again. */
  private record Saved(List<HostedZone> hostedZones, List<HealthCheck> healthChecks) {}

  @Override
  public JsonNode save() {
    return endpoint.found(() -> RecordJson.write(new Saved(zones.all(), healthChecks.all())));
  }

  @Override
  public void restore(JsonNode saved) {
    var restored = RecordJson.read(saved, Saved.class);
    endpoint.exclusively(
        () -> {
          reset();
          restored.hostedZones().forEach(hostedZones::adopt);
          restored.healthChecks().forEach(healthChecks::adopt);
        });
  }

  private Map<String, Operation> operations() {
    return Map.ofEntries(
        writing("CreateHostedZone", hostedZones::create),
        reading("GetHostedZone", hostedZones::get),
        reading("ListHostedZones", hostedZones::list),
        reading("ListHostedZonesByName", hostedZones::listByName),
        writing("DeleteHostedZone", hostedZones::delete),
        writing("ChangeResourceRecordSets", recordSets::change),
        reading("ListResourceRecordSets", recordSets::list),
        reading("GetChange", changes::get),
        writing("CreateHealthCheck", healthChecks::create),
        reading("GetHealthCheck", healthChecks::get),
        writing("UpdateHealthCheck", healthChecks::update),
        writing("DeleteHealthCheck", healthChecks::delete),
        reading("ListHealthChecks", healthChecks::list),
        reading("GetHealthCheckStatus", healthChecks::status));
  }

  private static Map.Entry<String, Operation> reading(
      String name, Function<ServiceCall, ObjectNode> effect) {
    return entry(name, Operation.reading(Route53::needs, effect));
  }

  private static Map.Entry<String, Operation> writing(
      String name, Function<ServiceCall, ObjectNode> effect) {
    return entry(name, Operation.writing(Route53::needs, effect));
  }

  private static List<Access> needs(ServiceCall call) {
    return List.of(Access.to(NAME + ":" + call.operation(), resource(call)));
  }

  private static String resource(ServiceCall call) {
    var input = call.input();
    var id = input.path("Id").asText();
    return switch (call.operation()) {
      case "GetHostedZone", "DeleteHostedZone" -> HostedZone.arn(Zones.plain(id));
      case "ChangeResourceRecordSets", "ListResourceRecordSets" ->
          HostedZone.arn(Zones.plain(input.path("HostedZoneId").asText()));
      case "GetChange" -> "arn:aws:route53:::change/" + id;
      case "GetHealthCheck", "UpdateHealthCheck", "DeleteHealthCheck", "GetHealthCheckStatus" ->
          "arn:aws:route53:::healthcheck/" + input.path("HealthCheckId").asText();
      default -> "*";
    };
  }
}
