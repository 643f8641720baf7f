package io.latticeoperator.simulator.faults;

import java.util.List;

/** Why a fault plan cannot be used. */
public final class MalformedPlan extends IllegalArgumentException {
  private final List<String> problems;

  MalformedPlan(List<String> problems) {
    super("The fault plan is malformed: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each with the path of the member that it is about, and what that may be. */
  public List<String> problems() {
    return problems;
  }
}
