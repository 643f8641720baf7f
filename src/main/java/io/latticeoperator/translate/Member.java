package io.latticeoperator.translate;

import io.latticeoperator.model.Owner;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An export as the networks that it is in see it.
 *
 * @param networks as the export, or the default, names them
 * @param serviceId id of its Lattice service; null while it has none
 * @param serviceArn null while it has none
 * @param groupIds ids of its target groups
 * @param family address family of its targets; null while it is not known
 * @param ports that targets and health checks are sent to
 */
public record Member(
    Owner owner,
    List<String> networks,
    @Nullable String serviceId,
    @Nullable String serviceArn,
    List<String> groupIds,
    @Nullable IpAddressType family,
    SortedSet<Integer> ports) {
  /** An export of which AWS has nothing yet. */
  public static Member unmade(Owner owner) {
    return new Member(owner, List.of(), null, null, List.of(), null, new TreeSet<>());
  }

  public Member {
    networks = List.copyOf(networks);
    groupIds = List.copyOf(groupIds);
    ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
  }
}
