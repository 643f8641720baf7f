package io.latticeoperator.plan;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.TargetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One possible AWS write. Carries all that the write needs, so that whoever executes it decides
 * nothing.
 */
public sealed interface Change {
  Key key();

  /** Why, for people: follows "because". */
  String reason();

  /**
   * What excludes each other in flight: changes with one slot run one after another. Targets have a
   * slot of their own per group, so that they never wait for wiring.
   */
  default String slot() {
    return key().toString();
  }

  /**
   * @param ids ids of the nodes that the new one needs; ARNs if it is a {@link Provision}
   * @param tags sent in the same call
   */
  record Create(Key key, Node node, Map<Role, String> ids, Map<String, String> tags, String reason)
      implements Change {}

  /**
   * @param ids ids of the nodes that the node needs, its parent among them
   * @param from what is there
   */
  record Update(
      Key key, Physical physical, Node from, Node to, Map<Role, String> ids, String reason)
      implements Change {}

  /**
   * @param ids ids of the parent, where the kind has one
   */
  record Delete(Key key, Physical physical, Node node, Map<Role, String> ids, String reason)
      implements Change {}

  /** Writes the tags given and leaves all others alone. */
  record Tag(Key key, Physical physical, Node node, Map<String, String> tags, String reason)
      implements Change {}

  /** Takes the tags given away and leaves all others alone. */
  record Untag(Key key, Physical physical, Node node, Set<String> tags, String reason)
      implements Change {
    public Untag {
      tags = Set.copyOf(tags);
    }
  }

  /**
   * @param targets 1 to 100
   */
  record Register(Key key, Physical physical, List<TargetAddress> targets, String reason)
      implements Change {
    @Override
    public String slot() {
      return key() + " targets";
    }
  }

  /**
   * @param targets 1 to 100
   */
  record Deregister(
      Key key, Physical physical, List<TargetAddress> targets, Removal removal, String reason)
      implements Change {
    @Override
    public String slot() {
      return key() + " targets";
    }
  }

  /** The two removals. */
  enum Removal {
    /** Terminating, gone, or somebody else's by now: no precondition. */
    EVICT,
    /** Alive but no longer wanted: only when others can serve. */
    RETIRE,
    /** The whole group is no longer used. */
    EMPTY
  }
}
