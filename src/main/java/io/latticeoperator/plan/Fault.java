package io.latticeoperator.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an AWS call did not do what it was to do.
 *
 * @param message AWS's words, or the client's
 * @param retryAfter as AWS asked; null when it did not
 */
public record Fault(Kind kind, String message, @Nullable Duration retryAfter) {

  public static Fault of(Kind kind, String message) {
    return new Fault(kind, message, null);
  }

  /** Classes of fault, each with what to do next. */
  public enum Kind {
    /** 429: the budget slows down; the change is tried again. */
    THROTTLED("Throttled"),
    /** 409: what we believe is stale or something is in progress; read again, then plan again. */
    CONFLICT("Conflict"),
    /** 402: only room helps; tried again slowly, told to the user. */
    QUOTA("QuotaExceeded"),
    /** 403, or no usable credentials: told to the user; tried again slowly. */
    DENIED("AccessDenied"),
    /** 400: told to the user; the same bytes would be refused again. */
    INVALID("Invalid"),
    /** 404: gone behind our back; read again. */
    MISSING("Missing"),
    /** No answer, or a 5xx: it may have happened; read before anything depends on it. */
    LOST_ANSWER("Unavailable"),
    /** Not sent, for this process may not write at present: nobody's mistake, tried again. */
    WITHHELD("NotLeading");

    private final String reason;

    Kind(String reason) {
      this.reason = reason;
    }

    /** As a condition's reason. */
    public String reason() {
      return reason;
    }
  }
}
