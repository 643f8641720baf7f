package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The operations on tags, and what a set of tags must hold to. */
final class Tags {
  private static final int MOST = 50;

  private Tags() {}

  static ObjectNode put(State state, Request request) {
    var resource = require(state, request);
    if (creating(resource)) {
      throw Refused.status("RESOURCE", resource.id(), Status.CREATE_IN_PROGRESS);
    }
    var tags = state.attachments().tags(resource.arn());
    tags.putAll(request.tags());
    admit(tags);
    state.attachments().tag(resource.arn(), tags);
    return Json.object();
  }

  static ObjectNode remove(State state, Request request) {
    var resource = require(state, request);
    var tags = state.attachments().tags(resource.arn());
    request.items("tagKeys").forEach(key -> tags.remove(key.asText()));
    state.attachments().tag(resource.arn(), tags);
    return Json.object();
  }

  static ObjectNode list(State state, Request request) {
    var output = Json.object();
    var tags = output.putObject("tags");
    var asOf = request.now().minus(request.lag().tags());
    state.attachments().tags(require(state, request).arn(), asOf).forEach(tags::put);
    return output;
  }

  /** Refuses more than 50 tags, and keys that AWS keeps for itself. */
  static void admit(Map<String, String> tags) {
    if (tags.size() > MOST) {
      throw Refused.invalid("A resource can have at most %d tags".formatted(MOST));
    }
    for (var key : tags.keySet()) {
      if (key.regionMatches(true, 0, "aws:", 0, "aws:".length())) {
        throw Refused.invalid("Tag keys must not start with aws:");
      }
    }
  }

  private static boolean creating(Resource resource) {
    return resource instanceof Evolving evolving
        && (evolving instanceof Service || evolving instanceof TargetGroup)
        && evolving.status() == Status.CREATE_IN_PROGRESS;
  }

  /** What is shared with the caller, or associated with what it has, is not its to tag. */
  private static Resource require(State state, Request request) {
    var arn = request.text("resourceArn");
    for (var family : state.families()) {
      if (family.find(request.id("resourceArn")).isPresent()) {
        return family.require(request.owner(), arn);
      }
    }
    throw Refused.notFound("RESOURCE", arn);
  }
}
