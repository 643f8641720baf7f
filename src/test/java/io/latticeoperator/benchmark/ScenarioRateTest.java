package io.latticeoperator.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScenarioRateTest {

  /** What is claimed is 2,000 a minute, warmed up; the bar here is for a cold start. */
  @Test
  void wholeScenariosAreLivedThroughInNoTime() {
    var rate = ScenarioRate.measure(Duration.ofSeconds(6));
    assertTrue(rate.perProcessorMinute() > 40, rate.toString());
    assertTrue(rate.simulated().compareTo(rate.processor()) > 0, rate.toString());
  }
}
