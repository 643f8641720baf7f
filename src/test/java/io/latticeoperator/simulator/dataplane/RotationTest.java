package io.latticeoperator.simulator.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotationTest {
  @Test
  void everyCycleGivesEachItsExactShare() {
    var weights = List.of(7, 0, 999, 1);
    var counts = new int[4];
    IntStream.range(0, 1007).forEach(turn -> counts[Rotation.weighted(weights, turn)]++);
    assertEquals(List.of(7, 0, 999, 1), IntStream.of(counts).boxed().toList());
  }

  @Test
  void equalWeightsAlternate() {
    var choices =
        IntStream.range(0, 6).map(turn -> Rotation.weighted(List.of(100, 100), turn)).boxed();
    assertEquals(List.of(0, 1, 0, 1, 0, 1), choices.toList());
  }

  @Test
  void aSmallShareIsSpreadOverTheCycle() {
    var turns =
        IntStream.range(0, 100)
            .filter(turn -> Rotation.weighted(List.of(93, 7), turn) == 1)
            .toArray();
    for (int at = 1; at < turns.length; at++) {
      int gap = turns[at] - turns[at - 1];
      assertTrue(gap >= 5 && gap <= 25, "gap " + gap);
    }
  }

  @Test
  void nobodyHasTheTurnWhenAllWeightsAreZero() {
    assertEquals(-1, Rotation.weighted(List.of(0, 0), 3));
  }
}
