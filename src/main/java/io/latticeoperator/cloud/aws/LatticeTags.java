package io.latticeoperator.cloud.aws;

import static java.util.Objects.requireNonNull;

import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;

/** Tags of VPC Lattice's own resources, by ARN. */
record LatticeTags(VpcLatticeClient lattice, Calls calls) {

  /** The same with its tags, in one call. */
  Resource read(Resource resource) {
    var physical = requireNonNull(resource.physical());
    var tags =
        calls.call(() -> lattice.listTagsForResource(list -> list.resourceArn(physical.arn())));
    return new Resource(resource.node(), physical.withTags(tags.tags()));
  }

  void tag(Physical physical, Map<String, String> tags) {
    calls.call(
        () -> lattice.tagResource(request -> request.resourceArn(physical.arn()).tags(tags)));
  }

  void untag(Physical physical, Set<String> keys) {
    calls.call(
        () -> lattice.untagResource(request -> request.resourceArn(physical.arn()).tagKeys(keys)));
  }
}
