package io.latticeoperator.cloud;

import io.latticeoperator.model.Node.Kind;

/** Something to be read from AWS. */
public sealed interface Read {

  /** The kind of thing that is read about. */
  Kind kind();

  /**
   * All resources of a kind that the credentials can see, by name: {@link Result.Index}.
   *
   * @param kind SERVICE_NETWORK, SERVICE or TARGET_GROUP
   */
  record Index(Kind kind) implements Read {}

  /**
   * One resource with its tags: {@link Result.Described}. Target groups come without targets.
   *
   * @param kind SERVICE, TARGET_GROUP
   */
  record Details(Kind kind, String id) implements Read {}

  /**
   * One resource without its tags, in one call, to see how far it has come: {@link
   * Result.Described}.
   *
   * @param kind SERVICE, TARGET_GROUP or SERVICE_ASSOCIATION
   */
  record Status(Kind kind, String id) implements Read {}

  /**
   * The listeners and network associations of one service, with their tags: {@link
   * Result.Children}.
   */
  record Children(String serviceId) implements Read {
    @Override
    public Kind kind() {
      return Kind.SERVICE;
    }
  }

  /** The targets of one group: {@link Result.Health}. */
  record Targets(String groupId) implements Read {
    @Override
    public Kind kind() {
      return Kind.TARGET_GROUP;
    }
  }

  /**
   * The resources of one kind that are there about one subject, with their tags: {@link
   * Result.Found}. Nodes carry ids in place of roles; what hangs on something names it by the
   * subject.
   *
   * @param kind of a {@link io.latticeoperator.model.Provision}
   * @param subject SERVICE_NETWORK: name, id or ARN; VPC_ASSOCIATION: id of the VPC; AUTH_POLICY,
   *     RESOURCE_POLICY, ACCESS_LOG: ARN of what it hangs on; LOG_GROUP, RESOURCE_SHARE, DASHBOARD:
   *     name; ALARM: what the names begin with; SHARE_ACCEPTANCE: account that invites;
   *     SECURITY_GROUP_RULE: id of a group, or {@code UID OWNER} for those tagged so in any group
   */
  record Find(Kind kind, String subject) implements Read {}

  /**
   * Things that are only referred to, by what is known of them: {@link Result.Index}.
   *
   * @param kind PREFIX_LIST or SECURITY_GROUP
   * @param filter PREFIX_LIST: its name; SECURITY_GROUP: {@code VPC KEY=VALUE...}, separated by
   *     line breaks: groups of the VPC that carry all of the tags
   */
  record Named(Kind kind, String filter) implements Read {}
}
