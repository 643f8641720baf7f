package io.latticeoperator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.verify.Wire.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletes what runs have made, of this process or of one that died: found by name, and touched only
 * if it carries the tag.
 */
final class Cleanup {
  private static final String ASSOCIATION = "ServiceNetworkServiceAssociation";

  private final Lab lab;

  Cleanup(Lab lab) {
    this.lab = lab;
  }

  /**
   * Deletes everything, in the order in which VPC Lattice lets go of it, and waits until it is
   * gone.
   *
   * @return what could not be deleted, with the reason
   */
  List<String> run() {
    var left = new ArrayList<String>();
    var networks = made("ServiceNetwork");
    var associations = new LinkedHashSet<>(lab.made(ASSOCIATION));
    networks.forEach(id -> associations.addAll(associationsOf(id)));
    associations.forEach(id -> attempt(left, id, this::dissociate));
    made("Service").forEach(id -> attempt(left, id, this::deleteService));
    made("TargetGroup").forEach(id -> attempt(left, id, this::deleteGroup));
    networks.forEach(id -> attempt(left, id, this::deleteNetwork));
    return left;
  }

  private interface Deletion {
    void of(String id);
  }

  private static void attempt(List<String> left, String id, Deletion deletion) {
    try {
      deletion.of(id);
    } catch (Probe.Unanswered refused) {
      left.add(id + ": " + refused.getMessage());
    }
  }

  private void deleteService(String id) {
    delete("Service", "serviceIdentifier", id);
  }

  private void deleteNetwork(String id) {
    delete("ServiceNetwork", "serviceNetworkIdentifier", id);
  }

  private List<String> associationsOf(String network) {
    var filter = Map.of("serviceNetworkIdentifier", network);
    return lab.call("GetServiceNetwork", filter) instanceof Outcome.Refused
        ? List.of()
        : lab.pages("List" + ASSOCIATION + "s", filter).stream()
            .map(item -> item.path("id").asText())
            .toList();
  }

  private void dissociate(String id) {
    delete(ASSOCIATION, "serviceNetworkServiceAssociationIdentifier", id);
  }

  private void deleteGroup(String id) {
    var group = Map.of("targetGroupIdentifier", id);
    if (lab.call("GetTargetGroup", group) instanceof Outcome.Refused) {
      return;
    }
    var targets =
        lab.pages("ListTargets", group).stream()
            .filter(target -> !target.path("status").asText().equals("DRAINING"))
            .map(target -> Map.of("id", target.path("id"), "port", target.path("port")))
            .toList();
    if (!targets.isEmpty()) {
      lab.ok("DeregisterTargets", Map.of("targetGroupIdentifier", id, "targets", targets));
    }
    lab.until("no target is left", () -> lab.pages("ListTargets", group).isEmpty());
    delete("TargetGroup", "targetGroupIdentifier", id);
  }

  /** What is absent has been deleted before; what is being created can be deleted in a moment. */
  private void delete(String kind, String member, String id) {
    var identifier = Map.of(member, id);
    lab.until(
        kind + " " + id + " can be deleted",
        () ->
            switch (lab.call("Delete" + kind, identifier)) {
              case Outcome.Done _ -> true;
              case Outcome.Refused refused when refused.status() == 404 -> true;
              case Outcome.Refused refused when refused.status() == 409 -> false;
              case Outcome.Refused refused ->
                  throw new Probe.Unanswered(refused.code() + ": " + refused.message());
            });
    lab.untilGone("Get" + kind, member, id);
  }

  private Set<String> made(String kind) {
    var ids = new LinkedHashSet<>(lab.made(kind));
    lab.pages("List" + kind + "s", Map.of()).stream()
        .filter(item -> item.path("name").asText().startsWith(Lab.PREFIX))
        .filter(this::isTagged)
        .forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  private boolean isTagged(JsonNode item) {
    var arn = Map.of("resourceArn", item.path("arn").asText());
    return switch (lab.call("ListTagsForResource", arn)) {
      case Outcome.Done done -> done.output().path("tags").has(Lab.TAG);
      case Outcome.Refused _ -> false;
    };
  }
}
