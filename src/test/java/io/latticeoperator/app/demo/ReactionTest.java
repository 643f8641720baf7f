package io.latticeoperator.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReactionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Caller OPERATOR = new Caller("111122223333", "us-west-2", "operator-one");

  @Test
  void theSlowestTargetCounts() {
    var reaction =
        Reaction.of(
            List.of(ready("10.1.0.2", 0), ready("10.1.0.3", 100)),
            List.of(
                call("RegisterTargets", "OK", 50, "10.1.0.2"),
                call("RegisterTargets", "OK", 400, "10.1.0.3")));

    assertEquals(Optional.of(Duration.ofMillis(300)), reaction.registered());
    assertEquals(Optional.empty(), reaction.deregistered());
  }

  @Test
  void oneCallMayBeForManyPods() {
    var reaction =
        Reaction.of(
            List.of(ready("10.1.0.2", 0), ready("10.1.0.3", 100)),
            List.of(call("RegisterTargets", "OK", 150, "10.1.0.2", "10.1.0.3")));

    assertEquals(Optional.of(Duration.ofMillis(150)), reaction.registered());
  }

  @Test
  void onlyTheFirstCallForATargetCounts() {
    var reaction =
        Reaction.of(
            List.of(ready("10.1.0.2", 0)),
            List.of(
                call("RegisterTargets", "OK", 20, "10.1.0.2"),
                call("RegisterTargets", "OK", 9000, "10.1.0.2")));

    assertEquals(Optional.of(Duration.ofMillis(20)), reaction.registered());
  }

  @Test
  void aRefusedCallIsNoReaction() {
    var reaction =
        Reaction.of(
            List.of(leaving("10.1.0.2", 0)),
            List.of(
                call("DeregisterTargets", "ThrottlingException", 20, "10.1.0.2"),
                call("DeregisterTargets", "OK", 80, "10.1.0.2")));

    assertEquals(Optional.of(Duration.ofMillis(80)), reaction.deregistered());
  }

  @Test
  void anOperatorThatHeardOfItFirstTookNoTime() {
    var reaction =
        Reaction.of(
            List.of(ready("10.1.0.2", 30)), List.of(call("RegisterTargets", "OK", 20, "10.1.0.2")));

    assertEquals(Optional.of(Duration.ZERO), reaction.registered());
  }

  private static PodEvent ready(String ip, long millis) {
    return new PodEvent(PodEvent.Kind.READY, "pod-" + ip, ip, START.plusMillis(millis));
  }

  private static PodEvent leaving(String ip, long millis) {
    return new PodEvent(PodEvent.Kind.LEAVING, "pod-" + ip, ip, START.plusMillis(millis));
  }

  private static Journal.Entry call(String operation, String result, long millis, String... ips) {
    var input = JsonNodeFactory.instance.objectNode();
    var targets = input.putArray("targets");
    for (var ip : ips) {
      targets.addObject().put("id", ip).put("port", 8080);
    }
    return new Journal.Entry(
        millis,
        START.plusMillis(millis),
        OPERATOR,
        "vpc-lattice",
        operation,
        false,
        input,
        result,
        200,
        List.of());
  }
}
