package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;

/**
 * The types of members, as far as protocols differ in them. A member's name has the same type
 * wherever it occurs in CloudWatch's service model.
 */
final class Shapes {
  private static final Set<String> TIMESTAMPS =
      Set.of(
          "Timestamp",
          "Timestamps",
          "StartTime",
          "EndTime",
          "LastModified",
          "AlarmConfigurationUpdatedTimestamp",
          "StateUpdatedTimestamp",
          "StateTransitionedTimestamp");
  private static final Set<String> NUMBERS =
      Set.of(
          "Value",
          "Values",
          "Counts",
          "SampleCount",
          "Sum",
          "Minimum",
          "Maximum",
          "StorageResolution",
          "Period",
          "EvaluationPeriods",
          "DatapointsToAlarm",
          "Threshold",
          "MaxRecords",
          "MaxDatapoints");
  private static final Set<String> FLAGS =
      Set.of("ReturnData", "ActionsEnabled", "IncludeLinkedAccounts", "StrictEntityValidation");

  private static final Set<String> LISTS =
      Set.of(
          "AlarmActions",
          "AlarmNames",
          "AlarmTypes",
          "DashboardNames",
          "Dimensions",
          "ExtendedStatistics",
          "InsufficientDataActions",
          "MetricData",
          "MetricDataQueries",
          "Metrics",
          "OKActions",
          "Statistics",
          "TagKeys",
          "Tags");

  private Shapes() {}

  static boolean isTimestamp(String member) {
    return TIMESTAMPS.contains(member);
  }

  /**
   * Whether a member is a number.
   *
   * @param parent name of the member that holds it: {@code Value} is a text in dimensions and tags
   */
  static boolean isNumber(String parent, String member) {
    boolean isText = member.equals("Value") && !parent.equals("MetricData");
    return NUMBERS.contains(member) && !isText;
  }

  static boolean isList(String member) {
    return LISTS.contains(member);
  }

  static boolean isFlag(String member) {
    return FLAGS.contains(member);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Seconds since 1970, to the millisecond. */
  static JsonNode seconds(Instant at) {
    long milliseconds = at.toEpochMilli();
    return milliseconds % 1000 == 0
        ? LongNode.valueOf(milliseconds / 1000)
        : DoubleNode.valueOf(milliseconds / 1000.0);
  }
}
