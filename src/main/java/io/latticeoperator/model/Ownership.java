package io.latticeoperator.model;

import java.util.LinkedHashMap;
import java.util.List;
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

  /** Followed by the uid of a cluster that uses a thing that several may use. */
  public static final String USER = PREFIX + "user/";

  private Ownership() {}

  /** What the tags of a resource say of it. */
  public enum Verdict {
    OURS,
    /** Ours, made for an earlier owner object of the same name: to be taken over. */
    OURS_OF_EARLIER_OWNER,
    FOREIGN,
    /** Made by an operator like this one, for another cluster or another owner. */
    OF_PEER,
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
      return tags.containsKey(CLUSTER_UID) ? Verdict.OF_PEER : Verdict.FOREIGN;
    }
    return Objects.equals(ownerUid, tags.get(OWNER_UID))
        ? Verdict.OURS
        : Verdict.OURS_OF_EARLIER_OWNER;
  }

  /** The tag by which a cluster says that it uses a thing that several may use. */
  public static Map<String, String> use(ClusterIdentity cluster) {
    return Map.of(USER + cluster.uid(), cluster.name());
  }

  /** What a thing that carries no tags says in its text of whose it is. */
  public static String mark(ClusterIdentity cluster, Owner owner) {
    return PREFIX + cluster.uid() + "/" + owner;
  }

  /** Names of the clusters, other than this one, that use a thing, in order. */
  public static List<String> otherUsers(Map<String, String> tags, ClusterIdentity cluster) {
    return tags.entrySet().stream()
        .filter(e -> e.getKey().startsWith(USER))
        .filter(e -> !e.getKey().equals(USER + cluster.uid()))
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
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
