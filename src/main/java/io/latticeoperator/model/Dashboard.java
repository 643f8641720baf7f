package io.latticeoperator.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard of CloudWatch (PutDashboard). It carries no tags: its name is derived, or asked for,
 * and a mark in its text says whose it is and of which version. What has no mark of the same owner
 * is never overwritten.
 *
 * @param name 1 to 255 characters of {@code [A-Za-z0-9_-]}; one name in all Regions of an account
 * @param body JSON, as PutDashboard is given it or GetDashboard answers it
 * @param digest of what the body shows now, the same for all ways to write that
 * @param mark null when the body has none
 * @param keepsEdits in a desired one: what somebody changes by hand stays
 */
public record Dashboard(
    String name, String body, String digest, @Nullable Mark mark, boolean keepsEdits)
    implements Provision {

  /**
   * What a body says of itself.
   *
   * @param owner as in the owner tag
   * @param digest of what the body showed when we wrote it
   */
  public record Mark(String clusterUid, String owner, String digest) {
    boolean sameOwner(Mark other) {
      return clusterUid.equals(other.clusterUid) && owner.equals(other.owner);
    }
  }

  @Override
  public Role role() {
    return Role.dashboard(name);
  }

  @Override
  public Lookup lookup() {
    return Lookup.of(Kind.DASHBOARD, name);
  }

  @Override
  public Set<Role> needs() {
    return Set.of();
  }

  @Override
  public Kind kind() {
    return Kind.DASHBOARD;
  }

  @Override
  public boolean marked(ClusterIdentity cluster, Owner owner) {
    return mark != null
        && mark.clusterUid().equals(cluster.uid())
        && mark.owner().equals(owner.toString());
  }

  /** Whether what it shows is not what it showed when it was written by us. */
  public boolean edited() {
    return mark == null || !mark.digest().equals(digest);
  }

  /**
   * The same content satisfies, however it is written. Where edits are kept, one that was edited
   * does too, of whatever version it is; one of an earlier version that nobody edited does not.
   */
  @Override
  public boolean satisfiedBy(Provision observed) {
    if (equals(observed)) {
      return true;
    }
    if (mark == null
        || !(observed instanceof Dashboard there)
        || there.mark == null
        || !mark.sameOwner(there.mark)) {
      return false;
    }
    return digest.equals(there.digest)
        ? !there.edited() || keepsEdits
        : keepsEdits && there.edited();
  }
}
