package io.latticeoperator.model;

import org.jspecify.annotations.Nullable;

/**
 * A question that finds resources of one kind.
 *
 * @param subject what is asked about: a name, the id of a VPC or of a security group; empty when it
 *     is the parent
 * @param parent role of the owner's resource that is asked about; null when it is the subject
 */
public record Lookup(Node.Kind kind, String subject, @Nullable Role parent) {
  public static Lookup of(Node.Kind kind, String subject) {
    return new Lookup(kind, subject, null);
  }

  /** About another resource of the same owner, once that exists. */
  public static Lookup at(Node.Kind kind, Role parent) {
    return new Lookup(kind, "", parent);
  }
}
