package io.latticeoperator.app.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;

/**
 * The story in numbers, for programs.
 *
 * @param requests of the client, in all steps
 * @param failed of these, were not answered as they should
 * @param failedPlanned of these, in steps in which none may fail
 * @param leftovers resources of ours that are still in AWS
 * @param steps those that were played
 */
@JsonPropertyOrder({"requests", "failed", "failedPlanned", "leftovers", "steps"})
record Summary(long requests, long failed, long failedPlanned, long leftovers, List<Line> steps) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final double MILLIS = 1000;

  Summary {
    steps = List.copyOf(steps);
  }

  /** A step in numbers. */
  @JsonPropertyOrder({"name", "ok", "seconds", "awsReads", "awsWrites"})
  record Line(String name, boolean ok, double seconds, long awsReads, long awsWrites) {}

  static Summary of(List<StepReport> reports, long leftovers) {
    return new Summary(
        reports.stream().mapToLong(StepReport::sent).sum(),
        reports.stream().mapToLong(report -> report.failures().size()).sum(),
        reports.stream().mapToLong(StepReport::failedPlanned).sum(),
        leftovers,
        reports.stream().map(Summary::line).toList());
  }

  String json() {
    try {
      return MAPPER.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Line line(StepReport report) {
    return new Line(
        report.step().title(),
        report.ok(),
        report.took().toMillis() / MILLIS,
        report.awsReads(),
        report.awsWrites());
  }
}
