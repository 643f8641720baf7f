package io.latticeoperator.app.look;

import io.latticeoperator.model.Ownership;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who has probably made a thing, by the tags that tools leave on what they make. */
final class Culprit {
  /** Set by CloudFormation itself. */
  private static final String STACK = "aws:cloudformation:stack-name";

  /** Set by AWS's Gateway API Controller for VPC Lattice. */
  private static final String GATEWAY_CONTROLLER = "application-networking.k8s.aws/ManagedBy";

  static final String UNKNOWN = "by hand or by another tool";

  private Culprit() {}

  /**
   * @param tags null when they are not known
   */
  static String of(@Nullable Map<String, String> tags) {
    if (tags == null) {
      return UNKNOWN;
    }
    if (tags.containsKey(Ownership.OWNER)) {
      return Ownership.describe(tags);
    }
    if (tags.containsKey(STACK)) {
      return "by the CloudFormation stack " + tags.get(STACK);
    }
    if (tags.containsKey(GATEWAY_CONTROLLER)) {
      return "by the AWS Gateway API Controller " + tags.get(GATEWAY_CONTROLLER);
    }
    return UNKNOWN;
  }
}
