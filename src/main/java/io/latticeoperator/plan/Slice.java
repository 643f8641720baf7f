package io.latticeoperator.plan;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Ownership.Verdict;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the planner looks at: one owner's part of the world.
 *
 * @param cluster whose resources may be touched
 * @param ownerUid uid of the owner object as it is now
 * @param desired empty when everything is to go
 * @param observed what exists under the owner's names, foreign things included
 * @param retained kinds of which nothing is deleted
 * @param waited how long each key has been waiting for replacements; absent means since now
 */
public record Slice(
    ClusterIdentity cluster,
    String ownerUid,
    LatticeState desired,
    LatticeState observed,
    Set<Node.Kind> retained,
    Map<Key, Duration> waited) {
  public Slice {
    retained = Set.copyOf(retained);
    waited = Map.copyOf(waited);
  }

  Verdict verdict(Key key, Physical physical) {
    return Ownership.judge(physical.tags(), cluster, key, ownerUid);
  }

  /** Exists and is ours, of this owner or an earlier one of the same name. */
  public boolean ours(Key key, Resource resource) {
    if (resource.physical() == null) {
      return false;
    }
    var verdict = verdict(key, resource.physical());
    return verdict == Verdict.OURS || verdict == Verdict.OURS_OF_EARLIER_OWNER;
  }

  Duration waited(Key key) {
    return waited.getOrDefault(key, Duration.ZERO);
  }
}
