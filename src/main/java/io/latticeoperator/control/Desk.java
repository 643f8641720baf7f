package io.latticeoperator.control;

import io.latticeoperator.engine.Evidence;
import io.latticeoperator.engine.Memory;
import io.latticeoperator.engine.Report;
import io.latticeoperator.time.Timeline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is kept for one owner between steps. */
final class Desk {
  final Waits waits;
  Memory memory = Memory.NONE;
  @Nullable Evidence evidence;
  @Nullable Instant evidenceAsked;
  @Nullable Report report;
  boolean scheduled;
  Timeline.@Nullable Scheduled wake;

  Desk(Waits waits) {
    this.waits = waits;
  }

  /** No look is planned any more. */
  void sleep() {
    if (wake != null) {
      wake.cancel();
      wake = null;
    }
  }
}
