package io.latticeoperator.model;

import java.util.Set;

/**
 * The owner's service made available in a service network.
 *
 * @param network id of the service network; in a state not yet resolved, the name, id or ARN that
 *     the user gave
 */
public record ServiceAssociation(String network) implements Node {
  @Override
  public Set<Role> needs() {
    return Set.of(Role.service());
  }

  @Override
  public Kind kind() {
    return Kind.SERVICE_ASSOCIATION;
  }
}
