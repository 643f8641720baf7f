package io.latticeoperator.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is published to CloudWatch about a network or an export.
 *
 * @param dashboard null for none
 * @param alarms null for none
 */
public record ObservabilitySpec(@Nullable DashboardSpec dashboard, @Nullable AlarmsSpec alarms) {
  public static final ObservabilitySpec NONE = new ObservabilitySpec(null, null);

  /**
   * A CloudWatch dashboard.
   *
   * @param name null for a derived one
   */
  public record DashboardSpec(@Nullable String name, ForeignEdits foreignEdits) {}

  /** What becomes of changes that somebody makes to the dashboard by hand. */
  public enum ForeignEdits {
    REPAIR,
    KEEP
  }

  /**
   * CloudWatch alarms: share of 5xx answers, no healthy target, registration lag, operator silent.
   *
   * @param topics ARNs of SNS topics to be told; empty for none
   * @param errorPercent share of 5xx answers that is too much, above 0 and at most 100
   * @param lagSeconds registration lag that is too long, at least 1
   */
  public record AlarmsSpec(List<String> topics, double errorPercent, int lagSeconds) {
    public static final double DEFAULT_ERROR_PERCENT = 5;
    public static final int DEFAULT_LAG_SECONDS = 60;

    public AlarmsSpec {
      topics = List.copyOf(topics);
    }
  }
}
