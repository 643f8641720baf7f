package io.latticeoperator.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A VPC Lattice service.
 *
 * @param name unique in account and Region, 3 to 40 characters; immutable (CreateService)
 * @param auth null in a desired state when the user does not say
 */
public record LatticeService(String name, @Nullable AuthType auth) implements Node {
  @Override
  public Set<Role> needs() {
    return Set.of();
  }

  @Override
  public Kind kind() {
    return Kind.SERVICE;
  }
}
