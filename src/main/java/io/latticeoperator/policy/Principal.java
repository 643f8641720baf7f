package io.latticeoperator.policy;

/** Who calls. */
public sealed interface Principal {
  /**
   * @param arn of an IAM role or user
   */
  record Role(String arn) implements Principal {}

  /**
   * Every identity of an account.
   *
   * @param id 12 digits
   */
  record Account(String id) implements Principal {}

  /**
   * Every identity of an organization.
   *
   * @param id such as {@code o-1234567890}
   */
  record Organization(String id) implements Principal {}

  /** Callers that do not sign. */
  record Anonymous() implements Principal {}

  /** Everybody, whether they sign or not. */
  record Anybody() implements Principal {}

  /** Pods that run as a service account: the role in its {@code eks.amazonaws.com/role-arn}. */
  record ServiceAccount(String namespace, String name) implements Principal {}
}
