package io.latticeoperator.translate;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.policy.PolicySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who may call.
 *
 * @param type null when it is not said: a new thing has NONE, one that exists keeps what it has
 * @param policy null for none
 */
public record AuthSpec(@Nullable AuthType type, @Nullable PolicySpec policy) {
  public static final AuthSpec NONE = new AuthSpec(null, null);
}
