package io.latticeoperator.translate;

import io.latticeoperator.model.TargetGroup.IpAddressType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the translation of a network depends on besides its own facts.
 *
 * @param prefixLists id of the Region's list of Lattice addresses by family; a family is absent
 *     until it has been read
 * @param taggedGroups ids of the security groups that carry the tags asked for; null until they
 *     have been read, or when none are asked for
 * @param services ARNs of all services that the account can see, by name; null until they have been
 *     read
 * @param members exports of this cluster that are in the network
 * @param complete whether every export of this cluster has been looked at
 */
public record Surroundings(
    Map<IpAddressType, String> prefixLists,
    @Nullable List<String> taggedGroups,
    @Nullable Map<String, String> services,
    List<Member> members,
    boolean complete) {
  /** Of an owner that depends on nothing else. */
  public static final Surroundings NONE =
      new Surroundings(Map.of(), null, Map.of(), List.of(), true);

  public Surroundings {
    prefixLists = Map.copyOf(prefixLists);
    taggedGroups = taggedGroups == null ? null : List.copyOf(taggedGroups);
    services = services == null ? null : Map.copyOf(services);
    members = List.copyOf(members);
  }
}
