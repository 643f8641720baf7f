package io.latticeoperator.simulator.faults;

import io.latticeoperator.simulator.aws.Glob;

/**
 * A pattern in which {@code *} stands for any text; everything else stands for itself.
 *
 * @param text such as {@code Create*}
 */
public record Wildcard(String text) {

  /** The pattern that everything matches. */
  public static final Wildcard ANY = new Wildcard("*");

  /** Whether the whole of a value fits. */
  public boolean matches(String value) {
    return Glob.ofRuns(text).matches(value);
  }
}
