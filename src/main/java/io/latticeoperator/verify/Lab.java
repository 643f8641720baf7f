package io.latticeoperator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.verify.Wire.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Where questions are put: makes resources under the names and tags of a run, and waits for them.
 */
final class Lab {
  /** All names begin with it. */
  static final String PREFIX = "lattice-verify-";

  /** The tag that tells what may be deleted. */
  static final String TAG = "lattice-operator/verify-aws";

  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Wire wire;
  private final Pause pause;
  private final Duration poll;
  private final Site site;
  private final String run;
  private final List<Made> made = new ArrayList<>();
  private int names;

  /**
   * Where groups and targets are put.
   *
   * @param vpcId that target groups belong to
   * @param addresses in subnets of it that nobody uses; may be empty
   */
  record Site(String vpcId, List<String> addresses) {
    Site {
      addresses = List.copyOf(addresses);
    }
  }

  /** A resource that a create has answered with. */
  record Made(String kind, String id) {}

  /**
   * @param run tells this run's resources from those of others
   */
  Lab(Verification.Side side, Site site, String run) {
    this.wire = side.wire();
    this.pause = side.pause();
    this.poll = side.poll();
    this.site = site;
    this.run = run;
  }

  Site site() {
    return site;
  }

  Pause time() {
    return pause;
  }

  /** Calls, whatever comes of it; a create gets the run's tag and a fresh token. */
  Outcome call(String operation, Map<String, ?> input) {
    var members = new LinkedHashMap<String, Object>(input);
    if (operation.startsWith("Create")) {
      members.putIfAbsent("tags", Map.of(TAG, run));
      members.putIfAbsent("clientToken", UUID.randomUUID().toString());
    }
    var outcome = wire.call(operation, MAPPER.<ObjectNode>valueToTree(members));
    if (operation.startsWith("Create") && outcome instanceof Outcome.Done done) {
      made.add(new Made(operation.substring("Create".length()), done.output().path("id").asText()));
    }
    return outcome;
  }

  /** What this lab has made of a kind, such as {@code Service}, in case lists lag behind. */
  List<String> made(String kind) {
    return made.stream().filter(each -> each.kind().equals(kind)).map(Made::id).toList();
  }

  /** Calls; the question stays open when it is refused. */
  JsonNode ok(String operation, Map<String, ?> input) {
    return switch (call(operation, input)) {
      case Outcome.Done done -> done.output();
      case Outcome.Refused refused ->
          throw new Probe.Unanswered(
              "%s: %s: %s".formatted(operation, refused.code(), refused.message()));
    };
  }

  /** How a call is answered: {@code accepted}, or the error's name. */
  String verdict(String operation, Map<String, ?> input) {
    return switch (call(operation, input)) {
      case Outcome.Done _ -> "accepted";
      case Outcome.Refused refused -> refused.code();
    };
  }

  String freshName() {
    names++;
    return PREFIX + run + "-" + names;
  }

  /** A service network; there is nothing to wait for. */
  String network() {
    return ok("CreateServiceNetwork", Map.of("name", freshName())).get("id").asText();
  }

  /** A service that is ACTIVE. */
  String service() {
    var id = ok("CreateService", Map.of("name", freshName())).get("id").asText();
    untilActive("GetService", "serviceIdentifier", id);
    return id;
  }

  /** An IP target group on port 80 that is ACTIVE, with health checks off. */
  String group() {
    var id = createGroup();
    untilActive("GetTargetGroup", "targetGroupIdentifier", id);
    return id;
  }

  /** The same without waiting. */
  String createGroup() {
    var config =
        Map.of(
            "port",
            80,
            "protocol",
            "HTTP",
            "vpcIdentifier",
            site.vpcId(),
            "healthCheck",
            Map.of("enabled", false));
    var input = Map.of("name", freshName(), "type", "IP", "config", config);
    return ok("CreateTargetGroup", input).get("id").asText();
  }

  /** A listener of a service on a port, with a default action. */
  String listener(String service, int port, Map<String, ?> action) {
    return ok("CreateListener", newListener(service, port, action)).get("id").asText();
  }

  /** What it takes to create one, under a fresh name. */
  Map<String, ?> newListener(String service, int port, Map<String, ?> action) {
    return Map.of(
        "serviceIdentifier", service,
        "name", freshName(),
        "protocol", "HTTP",
        "port", port,
        "defaultAction", action);
  }

  /** All items of a list, page by page. */
  List<JsonNode> pages(String list, Map<String, ?> filter) {
    var items = new ArrayList<JsonNode>();
    var input = new HashMap<String, Object>(filter);
    JsonNode page;
    do {
      page = ok(list, input);
      page.path("items").forEach(items::add);
      input.put("nextToken", page.path("nextToken").asText());
    } while (page.hasNonNull("nextToken"));
    return items;
  }

  /** An association that is ACTIVE: from then on the service's groups are in use. */
  String associate(String network, String service) {
    var input = Map.of("serviceNetworkIdentifier", network, "serviceIdentifier", service);
    var id = ok("CreateServiceNetworkServiceAssociation", input).get("id").asText();
    untilActive(
        "GetServiceNetworkServiceAssociation", "serviceNetworkServiceAssociationIdentifier", id);
    return id;
  }

  /** How long it takes from now until a resource is ACTIVE. */
  Duration untilActive(String get, String member, String id) {
    return until(get + " is ACTIVE", () -> status(get, member, id).equals("ACTIVE"));
  }

  /** How long it takes from now until a resource is not found. */
  Duration untilGone(String get, String member, String id) {
    return until(get + " finds nothing", () -> status(get, member, id).equals("GONE"));
  }

  /** How long it takes from now until a condition holds, to within one poll. */
  Duration until(String what, BooleanSupplier condition) {
    var start = pause.now();
    var end = start.plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (pause.now().isAfter(end)) {
        throw new Probe.Unanswered("waited 8 minutes in vain until " + what);
      }
      pause.pause(poll);
    }
    return Duration.between(start, pause.now());
  }

  /** The status of a target; empty when it is not listed. */
  String targetStatus(String group, String address) {
    var input =
        Map.of(
            "targetGroupIdentifier", group, "targets", List.of(Map.of("id", address, "port", 80)));
    return ok("ListTargets", input).path("items").path(0).path("status").asText();
  }

  private String status(String get, String member, String id) {
    return switch (call(get, Map.of(member, id))) {
      case Outcome.Done done -> failed(get, id, done.output().path("status").asText());
      case Outcome.Refused refused when refused.status() == 404 -> "GONE";
      case Outcome.Refused refused ->
          throw new Probe.Unanswered(get + " " + id + ": " + refused.code());
    };
  }

  private static String failed(String get, String id, String status) {
    if (status.endsWith("_FAILED")) {
      throw new Probe.Unanswered(get + " " + id + ": " + status);
    }
    return status;
  }
}
