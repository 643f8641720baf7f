package io.latticeoperator.app.demo;

/** The visitor has asked for the end in the middle of a step. */
final class Ended extends RuntimeException {
  private static final long serialVersionUID = 1;
}
