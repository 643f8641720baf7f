package io.latticeoperator.cloud;

import io.latticeoperator.model.Node.Kind;

/** Something to be read from AWS. */
public sealed interface Read {

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
  record Children(String serviceId) implements Read {}

  /** The targets of one group: {@link Result.Health}. */
  record Targets(String groupId) implements Read {}
}
