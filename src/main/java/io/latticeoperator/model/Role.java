package io.latticeoperator.model;

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
