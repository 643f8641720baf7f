package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.THROTTLING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.latticeoperator.simulator.aws.Caller;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThrottlingTest {
  private static Bench bench(Map<String, String> settings) {
    var reading = SettingsText.set(settings, Settings.quick());
    return new Bench(assertInstanceOf(SettingsReading.Valid.class, reading).settings());
  }

  /** How many of so many calls are not throttled. */
  private static int admitted(Bench bench, String operation, int calls) {
    int admitted = 0;
    for (int call = 0; call < calls; call++) {
      var answer = bench.call(operation, "{}");
      admitted += answer instanceof Answer.Refusal refusal && refusal.code() == THROTTLING ? 0 : 1;
    }
    return admitted;
  }

  @Test
  void nothingIsThrottledUnlessAskedFor() {
    assertEquals(10_000, admitted(new Bench(), "ListServices", 10_000));
  }

  @Test
  void aBurstGoesThroughAndThenTheRate() {
    var bench = bench(Map.of("throttling.reads.rate", "4", "throttling.reads.burst", "10"));
    assertEquals(10, admitted(bench, "ListServices", 15));
    bench.time.advance(Duration.ofMillis(249));
    assertEquals(0, admitted(bench, "ListServices", 1));
    bench.time.advance(Duration.ofMillis(1));
    assertEquals(1, admitted(bench, "ListServices", 2));
    bench.time.advance(Duration.ofSeconds(2));
    assertEquals(8, admitted(bench, "ListServices", 20));
    bench.time.advance(Duration.ofDays(1));
    assertEquals(10, admitted(bench, "ListServices", 20));
  }

  @Test
  void theRateIsExactOverTime() {
    var bench = bench(Map.of("throttling.reads.rate", "3", "throttling.reads.burst", "1"));
    int admitted = 0;
    for (int millis = 0; millis < 100_000; millis++) {
      admitted += admitted(bench, "ListServices", 1);
      bench.time.advance(Duration.ofMillis(1));
    }
    assertEquals(300, admitted, 1);
  }

  @Test
  void theRefusalSaysWhenToComeAgain() {
    var bench = bench(Map.of("throttling.writes.rate", "0.2"));
    bench.network("shop");
    var refusal = bench.refused(THROTTLING, "CreateServiceNetwork", "{'name':'other'}");
    assertEquals("Rate exceeded", refusal.message());
    assertEquals("vpc-lattice", refusal.extra().get("serviceCode").asText());
    assertEquals(5, refusal.extra().get("retryAfterSeconds").asInt());
    bench.time.advance(Duration.ofSeconds(5));
    bench.network("other");
  }

  @Test
  void eachClassAccountAndRegionHasItsOwnBucket() {
    var bench =
        bench(
            Map.of(
                "throttling.reads.rate", "1",
                "throttling.writes.rate", "1",
                "throttling.targets.rate", "1",
                "throttling.tags.rate", "1"));
    for (var operation :
        new String[] {"GetService", "DeleteService", "RegisterTargets", "TagResource"}) {
      assertEquals(1, admitted(bench, operation, 3), operation);
    }
    bench.as(new Caller("444455556666", "eu-central-1", "AKIAOTHER"));
    assertEquals(1, admitted(bench, "ListServices", 3));
    bench.as(new Caller(Bench.ACCOUNT, "eu-west-1", "AKIAOPERATOR"));
    assertEquals(1, admitted(bench, "ListServices", 3));
    bench.as(new Caller(Bench.ACCOUNT, "eu-central-1", "AKIAANOTHERUSER"));
    assertEquals(0, admitted(bench, "ListServices", 3));
  }

  @Test
  void withoutABurstItIsASecondsWorth() {
    assertEquals(5, admitted(bench(Map.of("throttling.reads.rate", "4.5")), "GetService", 9));
  }

  @Test
  void aResetFillsTheBuckets() {
    var bench = bench(Map.of("throttling.reads.rate", "0.001"));
    assertEquals(1, admitted(bench, "ListServices", 3));
    bench.lattice.reset();
    assertEquals(1, admitted(bench, "ListServices", 3));
  }
}
