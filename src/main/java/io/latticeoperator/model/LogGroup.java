package io.latticeoperator.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of CloudWatch Logs.
 *
 * @param retentionDays null when it never expires, or when the user does not say
 */
public record LogGroup(String name, @Nullable Integer retentionDays, boolean referenced)
    implements Provision {
  @Override
  public Role role() {
    return Role.logGroup(name);
  }

  @Override
  public Lookup lookup() {
    return Lookup.of(Kind.LOG_GROUP, name);
  }

  @Override
  public Set<Role> needs() {
    return Set.of();
  }

  @Override
  public Kind kind() {
    return Kind.LOG_GROUP;
  }

  @Override
  public boolean satisfiedBy(Provision observed) {
    return observed instanceof LogGroup there
        && (retentionDays == null || retentionDays.equals(there.retentionDays));
  }
}
