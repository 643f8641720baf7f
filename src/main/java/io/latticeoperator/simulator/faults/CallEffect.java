package io.latticeoperator.simulator.faults;

import java.time.Duration;

/** What a rule does to a call. */
public sealed interface CallEffect {

  /** It takes longer; its effect is in the middle of that time. */
  record Delay(Distribution distribution) implements CallEffect {}

  /**
   * It is refused without effect.
   *
   * @param code the error's name
   * @param status HTTP status
   * @param retryAfter zero for none
   */
  record Refusal(String code, int status, String message, Duration retryAfter)
      implements CallEffect {}

  /**
   * The connection ends instead of an answer.
   *
   * @param effect whether the call has its effect before
   */
  record Loss(boolean effect) implements CallEffect {}

  /**
   * No answer ever comes, and the connection stays.
   *
   * @param effect whether the call has its effect
   */
  record BlackHole(boolean effect) implements CallEffect {}

  /**
   * Some items of RegisterTargets, DeregisterTargets and BatchUpdateRule are unsuccessful.
   *
   * @param share of the items, each by itself, 0 to 1
   */
  record Unsuccessful(double share, String failureCode, String failureMessage)
      implements CallEffect {}

  /**
   * Reads show what was true a while ago.
   *
   * @param lists how long a new resource is absent from lists
   * @param tags how long ListTagsForResource shows the tags from before a change
   */
  record Lag(Duration lists, Duration tags) implements CallEffect {}
}
