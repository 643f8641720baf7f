package io.latticeoperator.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final Report report = new Report();

  @Test
  void failuresOfAnnouncedStepsAreBroken() {
    var drain = new Report.Line(count("drain a node", 3000, 0, 0), true, 38.2, "2 pods moved");
    var kill = new Report.Line(count("kill a pod", 400, 8, 700), false, 4, "back after 0.2 s");
    var update = new Report.Line(count("rolling update", 1000, 2, 0), true, 18, "");
    List.of(drain, kill, update).forEach(report::add);

    assertEquals(4400, report.requests());
    assertEquals(List.of(update), report.broken());
    assertEquals(
        """
        | Step | Requests | Failed | Took | |
        |---|--:|--:|--:|---|
        | drain a node | 3,000 | 0 | 38 s | 2 pods moved |
        | kill a pod | 400 | 8 (unannounced), sent within 0.7 s | 4 s | back after 0.2 s |
        | rolling update | 1,000 | 2, sent within 0.0 s | 18 s |  |
        | **All** | **4,400** | **10, of which 2 in announced steps** | | |
        """,
        report.markdown().split("\n\n")[0] + "\n");
  }

  private static Count count(String step, long sent, long failed, long within) {
    return new Count(step, sent, failed, Map.of(), Map.of(), 1000, 1000 + within, 20, 5);
  }
}
