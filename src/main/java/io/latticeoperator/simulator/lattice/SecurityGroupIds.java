package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The wire form of {@code securityGroupIds}. */
final class SecurityGroupIds {
  private SecurityGroupIds() {}

  /** Refused unless each group is in the VPC. */
  static List<String> read(State state, Request request, String vpcId) {
    var ids = request.items("securityGroupIds").stream().map(JsonNode::asText).toList();
    for (var id : ids) {
      var group = state.world().securityGroup(id);
      if (group.isEmpty() || !group.get().vpcId().equals(vpcId)) {
        throw Refused.invalid("Security group %s is not in VPC %s".formatted(id, vpcId));
      }
    }
    return ids;
  }
}
