package io.latticeoperator.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tagging contract. Tags are written in the call that creates a resource and are the only proof
 * of ownership; the join key is cluster-uid + owner + role. owner-uid tells generations of the
 * owner apart.
 */
public final class Ownership {
  public static final String PREFIX = "latticeoperator.io/";
  public static final String CLUSTER_UID = PREFIX + "cluster-uid";
  public static final String CLUSTER = PREFIX + "cluster";
  public static final String OWNER = PREFIX + "owner";
  public static final String OWNER_UID = PREFIX + "owner-uid";
  public static final String ROLE = PREFIX + "role";

  private Ownership() {}

  /** What the tags of a resource say of it. */
  public enum Verdict {
    OURS,
    /** Ours, made for an earlier owner object of the same name: to be taken over. */
    OURS_OF_EARLIER_OWNER,
    FOREIGN,
    /** Tags have not been read. */
    UNPROVEN
  }

  /** The tags of a resource of ours, as sent on create. */
  public static Map<String, String> tags(ClusterIdentity cluster, Key key, String ownerUid) {
    var tags = new LinkedHashMap<String, String>();
    tags.put(CLUSTER_UID, cluster.uid());
    tags.put(CLUSTER, cluster.name());
    tags.put(OWNER, key.owner().toString());
    tags.put(OWNER_UID, ownerUid);
    tags.put(ROLE, key.role().text());
    return Map.copyOf(tags);
  }

  /**
   * Judges by tags alone.
   *
   * @param tags as read, or null when not read
   */
  public static Verdict judge(
      @Nullable Map<String, String> tags, ClusterIdentity cluster, Key key, String ownerUid) {
    if (tags == null) {
      return Verdict.UNPROVEN;
    }
    boolean joined =
        cluster.uid().equals(tags.get(CLUSTER_UID))
            && key.owner().toString().equals(tags.get(OWNER))
            && key.role().text().equals(tags.get(ROLE));
    if (!joined) {
      return Verdict.FOREIGN;
    }
    return Objects.equals(ownerUid, tags.get(OWNER_UID))
        ? Verdict.OURS
        : Verdict.OURS_OF_EARLIER_OWNER;
  }

  /** Whose a foreign resource is, for a message. */
  public static String describe(Map<String, String> tags) {
    var owner = tags.get(OWNER);
    if (owner == null) {
      return "not made by this operator";
    }
    return "of " + owner + " in cluster " + tags.getOrDefault(CLUSTER, tags.get(CLUSTER_UID));
  }
}
