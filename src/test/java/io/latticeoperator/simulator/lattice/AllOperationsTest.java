package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllOperationsTest {

  @Test
  void everyOperationOfTheModelIsThere() {
    var operations = Model.of(true).operations().keySet();
    assertEquals(73, operations.size());
    operations.forEach(name -> assertNotNull(Operations.named(name), name));
  }

  /** Bench holds each answer against the model: see {@link Shapes}. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyOperationAnswersAsTheModelInForceSays(boolean newer) {
    var bench =
        new Bench(
            Settings.quick().with(to -> to.choices = to.choices.with(c -> c.newerModel = newer)));
    var called = new Tour(bench).take();
    assertEquals(
        Model.of(newer).operations().keySet().stream().sorted().toList(),
        called.stream().sorted().toList());
    bench.settle();
    assertTrue(bench.lattice.snapshot().isEmpty(), "what was made has been deleted");
  }

  @Test
  void whatTheTourMadeCanBeKeptAndTakenUpAgain() {
    var bench = new Bench();
    var other = new Bench();
    var halfway = new ArrayList<JsonNode>();
    new Tour(bench).pausing(() -> halfway.add(bench.lattice.save())).take();
    assertEquals(1, halfway.size());
    other.lattice.restore(halfway.getFirst());
    var snapshot = other.lattice.snapshot();
    for (var family :
        List.of(
            "resourceGateways",
            "domainVerifications",
            "resourceConfigurations",
            "resourceAssociations")) {
      assertEquals(1, snapshot.get(family).size(), family);
    }
    assertEquals(halfway.getFirst(), other.lattice.save());
  }
}
