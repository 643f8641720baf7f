package io.latticeoperator.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.control.Budget.Slot;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final VirtualTimeline time = new VirtualTimeline(Instant.EPOCH);
  private final Budget budget = new Budget(time, new Budget.Rate(10, 2));
  private final List<String> granted = new ArrayList<>();

  private void ask(String id, Lane lane, String namespace) {
    ask(id, lane, namespace, false);
  }

  private void ask(String id, Lane lane, String namespace, boolean begun) {
    budget.request(new Slot(id, ApiClass.WRITE, lane, namespace, begun, () -> granted.add(id)));
  }

  @Test
  void theFirstRequestWaitsForNoTimer() {
    ask("a", Lane.AUDIT, "shop");
    time.advance(Duration.ZERO);
    assertEquals(List.of("a"), granted);
  }

  @Test
  void beyondTheBurstTheRateDecides() {
    for (int i = 0; i < 12; i++) {
      ask("s" + i, Lane.WIRE, "shop");
    }
    time.advance(Duration.ZERO);
    assertEquals(2, granted.size());
    time.advance(Duration.ofMillis(501));
    assertEquals(7, granted.size());
    time.advance(Duration.ofSeconds(1));
    assertEquals(12, granted.size());
  }

  @Test
  void higherLanesGoFirst() {
    ask("x", Lane.WIRE, "shop");
    ask("y", Lane.WIRE, "shop");
    ask("audit", Lane.AUDIT, "shop");
    ask("delete", Lane.REMOVE, "shop");
    ask("register", Lane.REGISTER, "shop");
    ask("evict", Lane.EVICT, "shop");
    time.advance(Duration.ofSeconds(2));
    assertEquals(List.of("x", "y", "evict", "register", "delete", "audit"), granted);
  }

  @Test
  void namespacesTakeTurns() {
    ask("x", Lane.WIRE, "a");
    ask("y", Lane.WIRE, "a");
    ask("a1", Lane.WIRE, "a");
    ask("a2", Lane.WIRE, "a");
    ask("a3", Lane.WIRE, "a");
    ask("b1", Lane.WIRE, "b");
    time.advance(Duration.ofSeconds(2));
    assertEquals(List.of("x", "y", "a1", "b1", "a2", "a3"), granted);
  }

  @Test
  void whatIsBegunIsEndedFirstButLanesAndNamespacesGoBeforeThat() {
    ask("x", Lane.READ, "a");
    ask("y", Lane.READ, "a");
    ask("a1", Lane.READ, "a");
    ask("a2", Lane.READ, "a", true);
    ask("a3", Lane.READ, "a", true);
    ask("a4", Lane.WIRE, "a", true);
    ask("b1", Lane.READ, "b");
    time.advance(Duration.ofSeconds(2));
    assertEquals(List.of("x", "y", "a2", "b1", "a3", "a1", "a4"), granted);
  }

  @Test
  void whatWaitsGoesAheadOnceItIsBegun() {
    ask("x", Lane.READ, "a");
    ask("y", Lane.READ, "a");
    ask("a1", Lane.READ, "a");
    ask("a2", Lane.READ, "a");
    ask("a2", Lane.READ, "a", true);
    ask("a2", Lane.READ, "a", false);
    time.advance(Duration.ofSeconds(2));
    assertEquals(List.of("x", "y", "a2", "a1"), granted);
  }

  @Test
  void aSecondRequestOfTheSameIdIsOneAndMayOnlyRise() {
    ask("x", Lane.WIRE, "shop");
    ask("y", Lane.WIRE, "shop");
    ask("slot", Lane.AUDIT, "shop");
    ask("other", Lane.REMOVE, "shop");
    ask("slot", Lane.EVICT, "shop");
    ask("slot", Lane.AUDIT, "shop");
    time.advance(Duration.ofSeconds(2));
    assertEquals(List.of("x", "y", "slot", "other"), granted);
  }

  @Test
  void throttlingHalvesTheRateAndRetryAfterCloses() {
    budget.throttled(ApiClass.WRITE, Duration.ofSeconds(3));
    assertEquals(5.0, budget.rate(ApiClass.WRITE));
    ask("late", Lane.EVICT, "shop");
    time.advance(Duration.ofMillis(2900));
    assertEquals(List.of(), granted);
    time.advance(Duration.ofMillis(200));
    assertEquals(List.of("late"), granted);
    for (int i = 0; i < 40; i++) {
      budget.succeeded(ApiClass.WRITE, 1);
    }
    assertTrue(budget.rate(ApiClass.WRITE) > 6, "rate " + budget.rate(ApiClass.WRITE));
    assertEquals(10.0, budget.rate(ApiClass.READ));
  }

  @Test
  void aReadingOfManyPagesIsPaidForAfterwards() {
    ask("pages", Lane.READ, "shop");
    time.advance(Duration.ZERO);
    budget.succeeded(ApiClass.WRITE, 11);
    ask("next", Lane.READ, "shop");
    time.advance(Duration.ofMillis(900));
    assertEquals(List.of("pages"), granted);
    time.advance(Duration.ofMillis(300));
    assertEquals(List.of("pages", "next"), granted);
  }
}
