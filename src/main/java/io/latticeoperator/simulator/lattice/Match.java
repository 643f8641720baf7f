package io.latticeoperator.simulator.lattice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of a request; all parts that are given must hold.
 *
 * @param method exact and case-sensitive, or any
 * @param path of the request, or any
 * @param headers each must hold for some value of that header
 */
public record Match(@Nullable String method, @Nullable Path path, List<Header> headers) {
  /** Matches every request. */
  public static final Match ANYTHING = new Match(null, null, List.of());

  public Match {
    headers = List.copyOf(headers);
  }

  /**
   * A condition on the path.
   *
   * @param comparison EXACT or PREFIX
   */
  public record Path(Comparison comparison, String value, boolean caseSensitive) {}

  /**
   * A condition on a header's value.
   *
   * @param name case-insensitive
   * @param caseSensitive of the value
   */
  public record Header(String name, Comparison comparison, String value, boolean caseSensitive) {}

  /** How a value is compared. */
  public enum Comparison {
    EXACT,
    PREFIX,
    CONTAINS
  }
}
