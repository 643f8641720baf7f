package io.latticeoperator.translate;

import org.jspecify.annotations.Nullable;

/**
 * Where access logs go: at most one destination of each kind (user guide: monitoring-access-logs).
 *
 * @param s3 ARN of a bucket, or of a prefix in it; null for none
 * @param firehose ARN of a delivery stream; null for none
 */
public record AccessLogsSpec(
    @Nullable LogGroupSpec logGroup, @Nullable String s3, @Nullable String firehose) {
  public static final AccessLogsSpec NONE = new AccessLogsSpec(null, null, null);

  /**
   * A group of CloudWatch Logs.
   *
   * @param name 1 to 512 characters
   * @param create make it if it is not there; otherwise somebody else does
   * @param retentionDays one of the values of PutRetentionPolicy; null to leave it as it is
   */
  public record LogGroupSpec(String name, boolean create, @Nullable Integer retentionDays) {}
}
