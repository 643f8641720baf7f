package io.latticeoperator.cloud.aws;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request was not sent, or not to its end, because the permit to write was not granted. */
final class NotSent extends IOException {
  static final String WHY = "another replica leads, or may do so soon";

  private static final long serialVersionUID = 1;

  NotSent() {
    super(WHY);
  }

  /** Whether that is what is behind a failure: the SDK wraps what it is thrown. */
  static boolean isBehind(@Nullable Throwable failure) {
    return failure != null && (failure instanceof NotSent || isBehind(failure.getCause()));
  }
}
