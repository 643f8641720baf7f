package io.latticeoperator.cloud;

import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.policy.CanonicalPolicy;

/** Policies have neither ids nor ARNs: theirs are made of the ARN of what they hang on. */
public final class Policies {
  private Policies() {}

  /** A policy as AWS says it, in normal form. */
  public static Resource found(Policy.Type type, String parentArn, String document) {
    return new Resource(
        new Policy(new Role(parentArn), type, CanonicalPolicy.of(document)),
        physical(type, parentArn));
  }

  /** With the parent's ARN as its own, and an id that no other policy has. */
  public static Physical physical(Policy.Type type, String parentArn) {
    return new Physical(
        Role.policy(type) + " of " + parentArn, parentArn, ResourceStatus.ACTIVE, null, null, null);
  }
}
