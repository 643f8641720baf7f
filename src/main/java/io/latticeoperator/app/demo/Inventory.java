package io.latticeoperator.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.model.Ownership;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All resources in the simulated AWS, sorted by whose they are: tags tell. */
record Inventory(ObjectNode snapshot) {

  /** ARNs of what an operator has made. */
  List<String> ours() {
    return all().filter(Inventory::isOurs).map(each -> each.path("arn").asText()).toList();
  }

  /** What nobody of us has made, by ARN, whole. */
  Set<String> foreign() {
    var foreign = new TreeSet<String>();
    all().filter(Predicate.not(Inventory::isOurs)).forEach(each -> foreign.add(each.toString()));
    return foreign;
  }

  /** Whether everything has come to rest. */
  boolean settled() {
    return all().noneMatch(each -> each.path("status").asText().endsWith("_IN_PROGRESS"));
  }

  /** Identifier of the only target group that is ours; empty when there is none yet. */
  String targetGroup() {
    return groups().map(group -> group.path("id").asText()).findFirst().orElse("");
  }

  /** Addresses of our targets, but for draining ones. */
  Set<String> registered() {
    return addresses(status -> !status.equals("DRAINING"));
  }

  /** Addresses of our targets that pass their health checks. */
  Set<String> healthy() {
    return addresses("HEALTHY"::equals);
  }

  private Set<String> addresses(Predicate<String> status) {
    var addresses = new TreeSet<String>();
    groups()
        .flatMap(group -> stream(group.path("targets")))
        .filter(target -> status.test(target.path("status").asText()))
        .forEach(target -> addresses.add(target.path("id").asText()));
    return addresses;
  }

  private Stream<JsonNode> groups() {
    return stream(snapshot.path("targetGroups")).filter(Inventory::isOurs);
  }

  private Stream<JsonNode> all() {
    return snapshot.properties().stream().flatMap(family -> stream(family.getValue()));
  }

  private static boolean isOurs(JsonNode resource) {
    return resource.path("tags").has(Ownership.CLUSTER_UID);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
