package io.latticeoperator.simulator.direct;

import static java.util.Objects.requireNonNull;

import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import java.util.Map;
import java.util.Set;

/** Tags of VPC Lattice's own resources, by ARN. */
record LatticeTags(Calls calls) {

  /** The same with its tags, in one call. */
  Resource read(Resource resource) {
    var physical = requireNonNull(resource.physical());
    var output =
        calls.call("ListTagsForResource", Calls.input().put("resourceArn", physical.arn()));
    return new Resource(resource.node(), physical.withTags(Outputs.tags(output.path("tags"))));
  }

  void tag(Physical physical, Map<String, String> tags) {
    var input = Calls.input().put("resourceArn", physical.arn());
    Inputs.tags(input, tags);
    calls.call("TagResource", input);
  }

  void untag(Physical physical, Set<String> keys) {
    var input = Calls.input().put("resourceArn", physical.arn());
    Inputs.texts(input, "tagKeys", keys);
    calls.call("UntagResource", input);
  }
}
