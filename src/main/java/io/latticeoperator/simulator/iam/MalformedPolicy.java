package io.latticeoperator.simulator.iam;

/** A policy that does not hold to IAM's grammar. The message begins with the element at fault. */
public final class MalformedPolicy extends IllegalArgumentException {
  private final String element;

  MalformedPolicy(String element, String what) {
    super(element + ": " + what);
    this.element = element;
  }

  /** Where it is wrong, such as {@code Statement[0].Effect}. */
  public String element() {
    return element;
  }
}
