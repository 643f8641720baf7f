package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The operations on health checks. */
final class HealthChecks {
  private static final int LONGEST_REFERENCE = 64;
  private static final int MOST = 1000;
  private static final String CONFIG = "HealthCheckConfig";

  private final Clock clock;
  private final Ids ids;
  private final Alarms alarms;
  private final TreeMap<String, HealthCheck> byId = new TreeMap<>();
  private final Map<String, String> references = new HashMap<>();

  HealthChecks(Clock clock, Ids ids, Alarms alarms) {
    this.clock = clock;
    this.ids = ids;
    this.alarms = alarms;
  }

  void clear() {
    byId.clear();
    references.clear();
  }

  /** Those of all accounts. */
  List<HealthCheck> all() {
    return List.copyOf(byId.values());
  }

  /** Takes up one that was there before. */
  void adopt(HealthCheck check) {
    byId.put(check.id(), check);
    references.put(check.account() + " " + check.callerReference(), check.id());
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  /** The same reference again is fine as long as all is the same and the check is still there. */
  ObjectNode create(ServiceCall call) {
    var input = Errors.input(call);
    var reference = Errors.text(input, "CallerReference", LONGEST_REFERENCE);
    var account = call.caller().account();
    var config = HealthCheckConfigs.complete(input.structure(CONFIG));
    var earlier = references.get(account + " " + reference);
    if (earlier != null) {
      var check = byId.get(earlier);
      if (check == null || !check.config().equals(config)) {
        throw Errors.of(
            Errors.HEALTH_CHECK_EXISTS,
            "A health check has already been created with the specified caller reference.");
      }
      return created(check);
    }
    children(config);
    var check = new HealthCheck(ids.nextUuid(), account, reference, 1, config);
    byId.put(check.id(), check);
    references.put(account + " " + reference, check.id());
    return created(check);
  }

  ObjectNode get(ServiceCall call) {
    return answer(require(call.caller(), Errors.input(call)));
  }

  ObjectNode update(ServiceCall call) {
    var input = Errors.input(call);
    var check = require(call.caller(), input);
    var version = input.whole("HealthCheckVersion");
    if (version.isPresent() && version.getAsInt() != check.version()) {
      throw Errors.of(
          Errors.VERSION_MISMATCH,
          "The health check is at version %d, not %d",
          check.version(),
          version.getAsInt());
    }
    var config = check.config().deepCopy();
    for (var reset : input.texts("ResetElements")) {
      config.remove(reset);
    }
    input.members().properties().forEach(member -> config.set(member.getKey(), member.getValue()));
    config.remove("HealthCheckId");
    config.remove("HealthCheckVersion");
    config.remove("ResetElements");
    config.put("Type", check.type());
    var changed = check.with(HealthCheckConfigs.complete(new TextInput(config, input.rules())));
    children(changed.config());
    byId.put(changed.id(), changed);
    return answer(changed);
  }

  ObjectNode delete(ServiceCall call) {
    byId.remove(require(call.caller(), Errors.input(call)).id());
    return JsonNodeFactory.instance.objectNode();
  }

  ObjectNode list(ServiceCall call) {
    var input = Errors.input(call);
    var marker = input.text("Marker").orElse("");
    int size = HostedZones.size(input, MOST);
    var found =
        byId.tailMap(marker).values().stream()
            .filter(check -> check.account().equals(call.caller().account()))
            .toList();
    var output = JsonNodeFactory.instance.objectNode();
    var items = output.putArray("HealthChecks");
    found.stream().limit(size).forEach(check -> items.add(check.written()));
    boolean more = found.size() > size;
    output.put("Marker", marker).put("IsTruncated", more).put("MaxItems", size);
    return more ? output.put("NextMarker", found.get(size).id()) : output;
  }

  /** Nothing is observed but alarms, since nothing here asks anybody on behalf of Route 53. */
  ObjectNode status(ServiceCall call) {
    var check = require(call.caller(), Errors.input(call));
    var output = JsonNodeFactory.instance.objectNode();
    var observations = output.putArray("HealthCheckObservations");
    var alarm = check.config().path("AlarmIdentifier");
    alarms
        .state(check.account(), alarm.path("Region").asText(), alarm.path("Name").asText())
        .filter(state -> check.type().equals(HealthCheckConfigs.ALARM))
        .ifPresent(
            state ->
                observations
                    .addObject()
                    .putObject("StatusReport")
                    .put("Status", told(state))
                    .put("CheckedTime", clock.now().toString()));
    return output;
  }

  private static String told(String state) {
    return switch (state) {
      case "OK" -> "Success: the alarm is in state OK";
      case "ALARM" -> "Failure: the alarm is in state ALARM";
      default -> "Unknown: the alarm is in state " + state;
    };
  }

  private void children(ObjectNode config) {
    for (var child : config.path("ChildHealthChecks")) {
      if (!has(child.asText())) {
        throw Errors.of(Errors.INVALID, "No child health check found with id %s", child.asText());
      }
    }
  }

  private HealthCheck require(Caller caller, TextInput input) {
    var id = input.require("HealthCheckId");
    return Optional.ofNullable(byId.get(id))
        .filter(check -> check.account().equals(caller.account()))
        .orElseThrow(
            () ->
                Errors.of(Errors.NO_HEALTH_CHECK, "A health check with id %s does not exist.", id));
  }

  private static ObjectNode created(HealthCheck check) {
    return answer(check)
        .put("Location", "https://route53.amazonaws.com/2013-04-01/healthcheck/" + check.id());
  }

  private static ObjectNode answer(HealthCheck check) {
    var output = JsonNodeFactory.instance.objectNode();
    output.set("HealthCheck", check.written());
    return output;
  }
}
