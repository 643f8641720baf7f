package io.latticeoperator.app.demo;

import java.time.Instant;

/** What a pod did that its registration should follow. */
record PodEvent(Kind kind, String pod, String ip, Instant at) {
  /** Ready, or no longer to be called: marked as terminating, or not ready any more. */
  enum Kind {
    READY,
    LEAVING
  }
}
