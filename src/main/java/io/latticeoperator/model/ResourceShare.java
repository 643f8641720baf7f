package io.latticeoperator.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A share of AWS Resource Access Manager that holds the owner's service network.
 *
 * @param principals ids of accounts, ARNs of organizations or organizational units
 * @param externalPrincipals whether principals outside of the organization are allowed
 */
public record ResourceShare(String name, SortedSet<String> principals, boolean externalPrincipals)
    implements Provision {
  public ResourceShare {
    principals = Collections.unmodifiableSortedSet(new TreeSet<>(principals));
  }

  public ResourceShare(String name, Collection<String> principals, boolean externalPrincipals) {
    this(name, new TreeSet<>(principals), externalPrincipals);
  }

  @Override
  public Role role() {
    return Role.share();
  }

  @Override
  public Lookup lookup() {
    return Lookup.of(Kind.RESOURCE_SHARE, name);
  }

  @Override
  public Set<Role> needs() {
    return Set.of(Role.serviceNetwork());
  }

  @Override
  public Kind kind() {
    return Kind.RESOURCE_SHARE;
  }
}
