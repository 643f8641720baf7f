package io.latticeoperator.app.demo;

/** Something that a step claims has not come true. The message is a sentence for the visitor. */
final class NotHeld extends Exception {
  private static final long serialVersionUID = 1;

  NotHeld(String message) {
    super(message);
  }
}
