package io.latticeoperator.simulator.logs;

import java.nio.charset.StandardCharsets;

/**
 * A line of a log.
 *
 * @param sequence order of arrival in its group
 * @param timestamp milliseconds since 1970, as the writer says
 * @param ingestedAt milliseconds since 1970
 */
record LogEvent(long sequence, long timestamp, String message, long ingestedAt) {
  private static final int OVERHEAD = 26;

  /** What it counts for in limits: UTF-8 bytes of the message and 26 more. */
  static int size(String message) {
    return message.getBytes(StandardCharsets.UTF_8).length + OVERHEAD;
  }

  int size() {
    return size(message);
  }

  /** Sorts by time, and for equal times by arrival. */
  String key() {
    return "%019d-%019d".formatted(timestamp, sequence);
  }
}
