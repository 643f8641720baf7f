package io.latticeoperator.model;

import java.util.Set;

/**
 * A VPC Lattice service.
 *
 * @param name unique in account and Region, 3 to 40 characters; immutable (CreateService)
 */
public record LatticeService(String name) implements Node {
  @Override
  public Set<Role> needs() {
    return Set.of();
  }

  @Override
  public Kind kind() {
    return Kind.SERVICE;
  }
}
