package io.latticeoperator.simulator.lattice;

import java.util.List;

/** What came of reading settings. */
public sealed interface SettingsReading {

  /** All of it was understood. */
  record Valid(Settings settings) implements SettingsReading {}

  /**
   * Nothing of it is to be used.
   *
   * @param problems a sentence each, beginning with the name of the setting; at least one
   */
  record Invalid(List<String> problems) implements SettingsReading {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
