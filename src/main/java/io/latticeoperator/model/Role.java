package io.latticeoperator.model;

import java.util.Locale;

/**
 * Which of its owner's resources a resource is, as written in the role tag.
 *
 * @param text unique within the owner; at most 256 characters, the limit of a tag value
 */
public record Role(String text) implements Comparable<Role> {
  private static final String TARGET_GROUP = "target-group/";

  public static Role service() {
    return new Role("service");
  }

  /**
   * A target group's role names the service it serves and its generation, for a group serves one
   * service only and what it is made of never changes: two generations can exist side by side.
   */
  public static Role targetGroup(String service, String generation) {
    return new Role(TARGET_GROUP + service + "/" + generation);
  }

  public static Role listener(Listener.Protocol protocol, int port) {
    return new Role("listener/" + protocol + "/" + port);
  }

  /**
   * @param network id of the service network, or what the user wrote as long as that is unresolved
   */
  public static Role association(String network) {
    return new Role("association/" + network);
  }

  public static Role serviceNetwork() {
    return new Role("service-network");
  }

  /** Place of a service network that might be meant, beside others of its name. */
  public static Role otherNetwork(String id) {
    return new Role("service-network/" + id);
  }

  public static Role vpcAssociation(String vpcId) {
    return new Role("vpc-association/" + vpcId);
  }

  public static Role policy(Policy.Type type) {
    return new Role(type.name().toLowerCase(Locale.ROOT) + "-policy");
  }

  public static Role accessLog(AccessLog.Destination destination) {
    return new Role("access-log/" + destination.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  public static Role logGroup(String name) {
    return new Role("log-group/" + name);
  }

  public static Role share() {
    return new Role("share");
  }

  public static Role shareAcceptance(String account) {
    return new Role("share-acceptance/" + account);
  }

  public static Role securityGroupRule(
      String groupId, TargetGroup.IpAddressType family, int number) {
    return new Role(
        "security-group-rule/"
            + groupId
            + "/"
            + family.name().toLowerCase(Locale.ROOT)
            + "/"
            + number);
  }

  /** Place of a rule that is not the owner's. */
  public static Role otherRule(String groupId, String ruleId) {
    return new Role("security-group-rule/" + groupId + "/other/" + ruleId);
  }

  public static Role dashboard(String name) {
    return new Role("dashboard/" + name);
  }

  public static Role alarm(String name) {
    return new Role("alarm/" + name);
  }

  public boolean isTargetGroup() {
    return text.startsWith(TARGET_GROUP);
  }

  @Override
  public int compareTo(Role other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
