package io.latticeoperator.simulator.lattice;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the service model says about a value. */
sealed interface Constraint {

  /**
   * @param pattern the whole value must match it
   * @param values if not empty, the only ones allowed
   */
  record Text(int min, int max, @Nullable Pattern pattern, List<String> values)
      implements Constraint {
    public Text {
      values = List.copyOf(values);
    }
  }

  record Whole(long min, long max) implements Constraint {}

  record Flag() implements Constraint {}

  record Items(int min, int max, Constraint of) implements Constraint {}

  record Entries(int min, int max, Constraint key, Constraint value) implements Constraint {}

  /** A structure, by name. */
  record Shape(String name) implements Constraint {}

  /** A value that only answers contain, which nothing checks. */
  record Unchecked(String type) implements Constraint {}
}
