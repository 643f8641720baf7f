package io.latticeoperator.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Step PLANNED = Step.planned("scale", () -> {});
  private static final Step UNPLANNED = new Step("kill", false, () -> {});

  @Test
  void writesTheNumbersOfTheStoryAndOfEachStep() throws JsonProcessingException {
    var summary = Summary.of(List.of(report(PLANNED, 120, 0), report(UNPLANNED, 80, 7)), 0);

    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"requests": 200, "failed": 7, "failedPlanned": 0, "leftovers": 0,
                 "steps": [
                  {"name": "scale", "ok": true, "seconds": 1.5, "awsReads": 2, "awsWrites": 3},
                  {"name": "kill", "ok": true, "seconds": 1.5, "awsReads": 2, "awsWrites": 3}]}
                """),
        new ObjectMapper().readTree(summary.json()));
  }

  @Test
  void failuresInPlannedStepsAreCountedApart() {
    var summary = Summary.of(List.of(report(PLANNED, 10, 2), report(UNPLANNED, 10, 3)), 1);

    assertEquals(5, summary.failed());
    assertEquals(2, summary.failedPlanned());
    assertEquals(1, summary.leftovers());
  }

  private static StepReport report(Step step, long sent, int failed) {
    return new StepReport(
        step,
        Optional.empty(),
        Duration.ofMillis(1500),
        new Reaction(Optional.empty(), Optional.empty()),
        2,
        3,
        sent,
        IntStream.range(0, failed)
            .mapToObj(i -> new Tally.Failure(Instant.EPOCH, "status 503"))
            .toList());
  }
}
