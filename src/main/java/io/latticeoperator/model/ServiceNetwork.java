package io.latticeoperator.model;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service network: of our making, or somebody else's that is referred to.
 *
 * @param name unique in account and Region, 3 to 63 characters, immutable (CreateServiceNetwork);
 *     of a referenced one what the user calls it: name, id or ARN
 * @param auth null in a desired state when the user does not say; never null in an observed one
 * @param userTags empty in an observed state
 */
public record ServiceNetwork(
    String name, @Nullable AuthType auth, boolean referenced, Map<String, String> userTags)
    implements Provision {
  public ServiceNetwork {
    userTags = Map.copyOf(userTags);
  }

  @Override
  public Role role() {
    return Role.serviceNetwork();
  }

  @Override
  public Lookup lookup() {
    return Lookup.of(Kind.SERVICE_NETWORK, name);
  }

  @Override
  public Set<Role> needs() {
    return Set.of();
  }

  @Override
  public Kind kind() {
    return Kind.SERVICE_NETWORK;
  }

  @Override
  public boolean satisfiedBy(Provision observed) {
    return observed instanceof ServiceNetwork there && (auth == null || auth == there.auth());
  }

  /** This network with the authentication that is there, when nothing else is asked for. */
  public ServiceNetwork withAuth(@Nullable AuthType other) {
    return new ServiceNetwork(name, other, referenced, userTags);
  }
}
