package io.latticeoperator.model;

import java.util.Set;

/**
 * The owner's service made available in a service network.
 *
 * @param network id of the service network; in a state not yet resolved, the name, id or ARN that
 *     the user gave
 * @param arn of the service network: the only name by which another account's can be used (user
 *     guide: sharing); empty in a state not yet resolved
 */
public record ServiceAssociation(String network, String arn) implements Node {
  @Override
  public Set<Role> needs() {
    return Set.of(Role.service());
  }

  @Override
  public Kind kind() {
    return Kind.SERVICE_ASSOCIATION;
  }
}
