package io.latticeoperator.app.demo;

import io.latticeoperator.app.MissingPrerequisite;

/**
 * One step of the story.
 *
 * @param title what is done, in a few words
 * @param planned whether no request may fail in it
 * @param act does it and looks whether it has come true
 */
record Step(String title, boolean planned, Act act) {
  static Step planned(String title, Act act) {
    return new Step(title, true, act);
  }

  /** The body of a step. */
  @FunctionalInterface
  interface Act {
    void play() throws NotHeld, MissingPrerequisite;
  }
}
