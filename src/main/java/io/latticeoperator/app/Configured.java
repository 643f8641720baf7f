package io.latticeoperator.app;

import java.util.List;

/** What reading the settings came to. */
public sealed interface Configured {
  /** Every setting can be used. */
  record Valid(RunConfig config) implements Configured {}

  /** At least one cannot; all that is wrong, in the order of {@link Setting}. */
  record Invalid(List<Problem> problems) implements Configured {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
