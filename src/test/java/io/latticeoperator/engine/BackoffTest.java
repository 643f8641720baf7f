package io.latticeoperator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.translate.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Instant NOW = Fixtures.START;

  private static Change register(String ip) {
    return new Change.Register(
        new Key(Fixtures.PLACE, Fixtures.CHECKOUT, Role.targetGroup("s", "g")),
        new Physical("tg-1", "arn", ResourceStatus.ACTIVE, null, null, null),
        List.of(new TargetAddress(ip, 80)),
        "test");
  }

  private static Memory failed(Memory memory, Fault fault) {
    return Backoff.note(
        memory, new Receipt(register("10.1.0.1"), new Receipt.Failed(fault), 1), NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, 1, 60",
    "LOST_ANSWER, 1, 60",
    "CONFLICT, 1, 30",
    "MISSING, 1, 30",
    "DENIED, 15, 300",
    "QUOTA, 30, 600",
    "INVALID, 30, 600",
  })
  void delaysDoubleFromTheFirstToTheCapSpreadByAFifth(Fault.Kind kind, int first, int cap) {
    var fault = Fault.of(kind, "");
    var one = Backoff.delay(fault, 1, "slot");
    assertTrue(one.toMillis() >= first * 1000L && one.toMillis() <= first * 1200L, one.toString());
    var many = Backoff.delay(fault, 50, "slot");
    assertTrue(many.toMillis() >= cap * 1000L && many.toMillis() <= cap * 1200L, many.toString());
  }

  @Test
  void retryAfterIsObeyed() {
    var fault = new Fault(Fault.Kind.THROTTLED, "", Duration.ofMinutes(2));
    assertTrue(Backoff.delay(fault, 1, "slot").compareTo(Duration.ofMinutes(2)) >= 0);
  }

  @Test
  void attemptsAreCountedAndASuccessForgetsThem() {
    var memory =
        failed(
            failed(Memory.NONE, Fault.of(Fault.Kind.CONFLICT, "")),
            Fault.of(Fault.Kind.CONFLICT, ""));
    assertEquals(2, memory.failures().values().iterator().next().attempts());
    var done =
        Backoff.note(
            memory, new Receipt(register("10.1.0.1"), new Receipt.Done(null, Map.of()), 1), NOW);
    assertEquals(Map.of(), done.failures());
  }

  @Test
  void whatOnlyOtherBytesCanMendHoldsTheSameBytesOnly() {
    var invalid =
        failed(Memory.NONE, Fault.of(Fault.Kind.INVALID, "")).failures().values().iterator().next();
    assertTrue(Backoff.holds(invalid, register("10.1.0.1"), NOW));
    assertFalse(Backoff.holds(invalid, register("10.1.0.2"), NOW));
    var denied =
        failed(Memory.NONE, Fault.of(Fault.Kind.DENIED, "")).failures().values().iterator().next();
    assertTrue(Backoff.holds(denied, register("10.1.0.2"), NOW));
    assertFalse(Backoff.holds(denied, register("10.1.0.2"), denied.until()));
  }

  @Test
  void refusedTargetsAreAFailureThatNamesOne() {
    var refused = Map.of(new TargetAddress("10.1.0.1", 80), "UnsupportedTarget: not in a subnet");
    var memory =
        Backoff.note(
            Memory.NONE,
            new Receipt(register("10.1.0.1"), new Receipt.Done(null, refused), 1),
            NOW);
    assertEquals(
        "1 targets were refused, among them 10.1.0.1:80: UnsupportedTarget: not in a subnet",
        memory.failures().values().iterator().next().fault().message());
  }
}
