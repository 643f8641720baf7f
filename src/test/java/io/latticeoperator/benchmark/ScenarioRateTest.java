package io.latticeoperator.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScenarioRateTest {

  /** What is claimed is 2,000 a minute, warmed up; the bar here is for any busy machine, cold. */
  @Test
  void wholeScenariosAreLivedThroughInNoTime() {
    var rate = ScenarioRate.measure(Duration.ofSeconds(2));
    assertTrue(rate.perMinute() > 100, rate.toString());
    assertTrue(rate.simulated().compareTo(rate.real().multipliedBy(10)) > 0, rate.toString());
  }
}
