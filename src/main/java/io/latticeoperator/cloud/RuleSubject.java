package io.latticeoperator.cloud;

/** What {@link Read.Find} of security group rules asks about. */
public sealed interface RuleSubject {

  /**
   * All rules of one group.
   *
   * @param groupId {@code sg-…}
   */
  record Group(String groupId) implements RuleSubject {}

  /** The rules of one owner, in any group, by their tags. */
  record Tagged(String clusterUid, String owner) implements RuleSubject {}

  /**
   * Reads {@code GROUP} or {@code UID OWNER}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static RuleSubject parse(String subject) {
    int blank = subject.indexOf(' ');
    if (blank > 0) {
      return new Tagged(subject.substring(0, blank), subject.substring(blank + 1));
    }
    if (!subject.startsWith("sg-")) {
      throw new IllegalArgumentException(
          "neither the id of a security group nor UID OWNER: '" + subject + "'");
    }
    return new Group(subject);
  }
}
