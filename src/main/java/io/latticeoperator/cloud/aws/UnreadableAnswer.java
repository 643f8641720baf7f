package io.latticeoperator.cloud.aws;

/** AWS answered with something that the model has no words for. */
final class UnreadableAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableAnswer(String message) {
    super(message);
  }
}
