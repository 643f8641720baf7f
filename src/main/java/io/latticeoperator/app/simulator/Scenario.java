package io.latticeoperator.app.simulator;

/** A world that a simulator has from the start. */
public enum Scenario {
  /**
   * A service network with one service of three targets, and a VPC whose callers reach it; the
   * targets are there.
   */
  RECIPE
}
