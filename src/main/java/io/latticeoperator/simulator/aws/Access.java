package io.latticeoperator.simulator.aws;

import java.util.List;
import java.util.Map;

/**
 * What a call needs to be allowed to do.
 *
 * @param action such as {@code vpc-lattice:CreateService}
 * @param resource an ARN, or {@code *} for actions that are not about one resource
 * @param keys condition keys with their values, such as {@code aws:ResourceTag/team}
 */
public record Access(String action, String resource, Map<String, List<String>> keys) {
  public Access {
    keys = Map.copyOf(keys);
  }

  /** Without condition keys. */
  public static Access to(String action, String resource) {
    return new Access(action, resource, Map.of());
  }
}
