package io.latticeoperator.plan;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.plan.Plan.Why;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of changes to a type of authentication and the policy that it goes by. At every moment
 * those can call who could before and can after, and nobody who could neither before nor after:
 *
 * <pre>
 *   NONE ► AWS_IAM     the policy is put, then callers are judged by it
 *   AWS_IAM ► NONE     callers are no longer judged, then the policy changes or goes
 *   AWS_IAM, stays     one policy replaces the other in one call; without one it stays
 * </pre>
 */
final class Authentication {
  private final Slice slice;
  private final Planner.Draft draft;

  Authentication(Slice slice, Planner.Draft draft) {
    this.slice = slice;
    this.draft = draft;
  }

  /** Plans another type, unless it has to wait for the policy. */
  void change(Key key, Physical physical, Node from, Node to, AuthType type) {
    if (type == AuthType.AWS_IAM && !hasPolicy(key)) {
      draft.await(
          key, Why.IN_PROGRESS, to.kind().words() + " waits for its auth policy before AWS_IAM");
      return;
    }
    draft.change(new Change.Update(key, physical, from, to, Map.of(), "authType is to be " + type));
  }

  /**
   * The policy as it is to be written: on what is not ours with a mark, for then nothing else says
   * whose the policy is.
   */
  Policy attributed(Key key, Policy policy) {
    var parent = key.sibling(policy.parent());
    var there = slice.observed().get(parent);
    return policy.type() == Policy.Type.AUTH && there != null && !slice.ours(parent, there)
        ? policy.withMark(slice.cluster(), key.owner())
        : policy;
  }

  /** Whether the policy that is wanted, if one is, is there. */
  private boolean hasPolicy(Key parent) {
    var key = parent.sibling(Role.policy(Policy.Type.AUTH));
    var wanted = slice.desired().get(key);
    var there = slice.observed().get(key);
    return wanted == null
        || (there != null && ((Provision) wanted.node()).satisfiedBy((Provision) there.node()));
  }

  /** Whether another document has to wait; says so. */
  boolean holdsChange(Key key, Policy policy) {
    boolean holds =
        type(slice.observed(), key, policy) == AuthType.AWS_IAM
            && type(slice.desired(), key, policy) == AuthType.NONE;
    if (holds) {
      draft.await(key, Why.IN_PROGRESS, "auth policy waits: callers are still judged by it");
    }
    return holds;
  }

  /**
   * Whether a policy that is no longer wanted has to stay; says so where somebody can do something.
   * When its parent goes, it goes with it; where that stays, as a network that others use does,
   * they are judged by it.
   */
  boolean holdsRemoval(Key key, Policy policy) {
    var parent = key.sibling(policy.parent());
    if (policy.type() != Policy.Type.AUTH) {
      return false;
    }
    if (slice.observed().get(parent) == null) {
      return true;
    }
    var there = type(slice.observed(), key, policy);
    var wanted = type(slice.desired(), key, policy);
    if (there != AuthType.AWS_IAM && wanted != AuthType.AWS_IAM) {
      return false;
    }
    if (wanted == AuthType.NONE) {
      draft.await(key, Why.IN_PROGRESS, "auth policy waits: callers are still judged by it");
    } else if (slice.desired().get(parent) != null) {
      draft.await(
          key,
          Why.HELD,
          "the auth policy stays: under AWS_IAM nobody could call without it; set "
              + (policy.parent().equals(Role.service()) ? "spec.service.auth" : "spec.auth")
              + ".type to NONE, or give another policy");
    }
    return true;
  }

  /** Null when there is no such parent, or nothing is said of its type. */
  private static @Nullable AuthType type(LatticeState state, Key key, Policy policy) {
    Resource parent =
        policy.type() == Policy.Type.AUTH ? state.get(key.sibling(policy.parent())) : null;
    return switch (parent == null ? null : parent.node()) {
      case ServiceNetwork network -> network.auth();
      case LatticeService service -> service.auth();
      case null, default -> null;
    };
  }
}
