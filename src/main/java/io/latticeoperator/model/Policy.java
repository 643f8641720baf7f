package io.latticeoperator.model;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy that hangs on a service network or a service. It has no tags: it is owned through its
 * parent, or by a mark in the document.
 *
 * @param parent role of what it hangs on
 * @param document IAM JSON in canonical form
 */
public record Policy(Role parent, Type type, String document) implements Provision {
  /** How a document in canonical form begins: its version, and its Id if it has one. */
  private static final Pattern HEAD =
      Pattern.compile("^(\\{\"Version\":\"[0-9-]+\")(,\"Id\":\"(?:[^\"\\\\]|\\\\.)*+\")?");

  /** What the policy governs. */
  public enum Type {
    /** Who may call (PutAuthPolicy). */
    AUTH,
    /** Which accounts may use the resource (PutResourcePolicy). */
    RESOURCE
  }

  /**
   * With a mark in it that says whose it is: an {@code Id}, which means nothing to IAM.
   *
   * @param owner whose it is, in that cluster
   */
  public Policy withMark(ClusterIdentity cluster, Owner owner) {
    var mark = Matcher.quoteReplacement(member(cluster, owner));
    return withDocument(HEAD.matcher(document).replaceFirst("$1" + mark));
  }

  /** How much longer a mark makes a document at most, in bytes. */
  public static int markLength(ClusterIdentity cluster, Owner owner) {
    return member(cluster, owner).getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public boolean marked(ClusterIdentity cluster, Owner owner) {
    var head = HEAD.matcher(document);
    return head.lookingAt() && member(cluster, owner).equals(head.group(2));
  }

  /** Of whom it is does not matter. */
  @Override
  public boolean satisfiedBy(Provision observed) {
    return observed instanceof Policy there
        && parent.equals(there.parent)
        && type == there.type
        && unmarked(document).equals(unmarked(there.document));
  }

  private static String unmarked(String document) {
    return HEAD.matcher(document).replaceFirst("$1");
  }

  private static String member(ClusterIdentity cluster, Owner owner) {
    return ",\"Id\":\"" + Ownership.mark(cluster, owner) + "\"";
  }

  public Policy withDocument(String other) {
    return new Policy(parent, type, other);
  }

  @Override
  public Role role() {
    return Role.policy(type);
  }

  @Override
  public Lookup lookup() {
    return Lookup.at(kind(), parent);
  }

  @Override
  public Set<Role> needs() {
    return Set.of(parent);
  }

  @Override
  public Kind kind() {
    return switch (type) {
      case AUTH -> Kind.AUTH_POLICY;
      case RESOURCE -> Kind.RESOURCE_POLICY;
    };
  }
}
