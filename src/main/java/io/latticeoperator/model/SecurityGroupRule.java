package io.latticeoperator.model;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An inbound TCP rule that lets Lattice's addresses in.
 *
 * @param prefixListId of the Region's list of Lattice addresses
 * @param number which of the owner's rules in this group and family, from 0
 * @param fromPort 1 to 65535
 * @param toPort not less than fromPort
 */
public record SecurityGroupRule(
    String groupId,
    TargetGroup.IpAddressType family,
    String prefixListId,
    int number,
    int fromPort,
    int toPort)
    implements Provision {
  private static final Pattern ROLE =
      Pattern.compile("security-group-rule/[^/]+/(ipv4|ipv6)/(\\d{1,4})");

  /**
   * As AWS says it. Which of its owner's rules it is, is known from its tags alone; another one has
   * number 0.
   *
   * @param family of the prefix list; null when that is not known, then it is what the tags say, or
   *     IPv4
   */
  public static SecurityGroupRule observed(
      String groupId,
      TargetGroup.@Nullable IpAddressType family,
      String prefixListId,
      int fromPort,
      int toPort,
      Map<String, String> tags) {
    var role = ROLE.matcher(tags.getOrDefault(Ownership.ROLE, ""));
    boolean ours = role.matches();
    var tagged =
        ours
            ? TargetGroup.IpAddressType.valueOf(role.group(1).toUpperCase(Locale.ROOT))
            : TargetGroup.IpAddressType.IPV4;
    return new SecurityGroupRule(
        groupId,
        family == null ? tagged : family,
        prefixListId,
        ours ? Integer.parseInt(role.group(2)) : 0,
        fromPort,
        toPort);
  }

  /** Whether it lets in, at the same group, all that another one lets in. */
  public boolean opens(SecurityGroupRule other) {
    return groupId.equals(other.groupId)
        && family == other.family
        && prefixListId.equals(other.prefixListId)
        && covers(other.fromPort, other.toPort);
  }

  public boolean covers(int from, int to) {
    return fromPort <= from && to <= toPort;
  }

  public SecurityGroupRule withPorts(int from, int to) {
    return new SecurityGroupRule(groupId, family, prefixListId, number, from, to);
  }

  @Override
  public Role role() {
    return Role.securityGroupRule(groupId, family, number);
  }

  @Override
  public Lookup lookup() {
    return Lookup.of(Kind.SECURITY_GROUP_RULE, groupId);
  }

  @Override
  public Set<Role> needs() {
    return Set.of();
  }

  @Override
  public Kind kind() {
    return Kind.SECURITY_GROUP_RULE;
  }
}
