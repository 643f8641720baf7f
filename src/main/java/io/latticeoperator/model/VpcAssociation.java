package io.latticeoperator.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A VPC's one association with a service network (user guide: service-network-associations).
 *
 * @param network role of the owner's service network; in an observed state the id of any other
 * @param securityGroups 0 to 5 ids; empty in a desired state when the user does not say
 * @param privateDns null when it is not known, or the user does not say
 */
public record VpcAssociation(
    String vpcId, String network, SortedSet<String> securityGroups, @Nullable Boolean privateDns)
    implements Provision {
  public VpcAssociation {
    securityGroups = Collections.unmodifiableSortedSet(new TreeSet<>(securityGroups));
  }

  public VpcAssociation(
      String vpcId,
      String network,
      Collection<String> securityGroups,
      @Nullable Boolean privateDns) {
    this(vpcId, network, new TreeSet<>(securityGroups), privateDns);
  }

  public VpcAssociation withNetwork(String other) {
    return new VpcAssociation(vpcId, other, securityGroups, privateDns);
  }

  /** Why an update cannot change whether private DNS is on, with what can be done. */
  public String privateDnsIsForGood() {
    return "whether private DNS is on is said when "
        + vpcId
        + " is associated, and cannot be changed later; delete the association to have it made anew,"
        + " or leave it as it is";
  }

  @Override
  public Role role() {
    return Role.vpcAssociation(vpcId);
  }

  @Override
  public Lookup lookup() {
    return Lookup.of(Kind.VPC_ASSOCIATION, vpcId);
  }

  @Override
  public Set<Role> needs() {
    return Set.of(Role.serviceNetwork());
  }

  @Override
  public Kind kind() {
    return Kind.VPC_ASSOCIATION;
  }

  @Override
  public boolean satisfiedBy(Provision observed) {
    return observed instanceof VpcAssociation there
        && network.equals(there.network)
        && (securityGroups.isEmpty() || securityGroups.equals(there.securityGroups))
        && (privateDns == null || there.privateDns == null || privateDns.equals(there.privateDns));
  }
}
