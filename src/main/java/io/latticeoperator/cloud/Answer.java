package io.latticeoperator.cloud;

import io.latticeoperator.plan.Fault;

/** What AWS said to a question of a person's: or why it did not. */
public sealed interface Answer<T> {

  /** It said. */
  record Known<T>(T value) implements Answer<T> {}

  /** It did not; a missing permission is named in the fault. */
  record Unknown<T>(Fault fault) implements Answer<T> {}
}
