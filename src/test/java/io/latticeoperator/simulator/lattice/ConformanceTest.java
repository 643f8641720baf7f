package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.simulator.lattice.Examination.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All 73 operations, held against botocore's service model. What holds makes the table in {@code
 * docs/conformance.md}: everything it counts runs here, once, before the tests of this class.
 */
@Tag("aws-cli")
@Tag("slow")
class ConformanceTest {
  /** What no call can bring to success: endpoints of other accounts make these associations. */
  private static final Set<String> OUT_OF_REACH = Set.of("DeleteResourceEndpointAssociation");

  private static final Path DOCUMENT = Path.of("docs/conformance.md");
  private static final long SEED = 20221130;
  private static final int VALID = 15;
  private static final int MOST_SHOWN = 20;

  private static final Map<String, Tally> TALLIES = new TreeMap<>();
  private static final List<String> BROKEN_STORY = new ArrayList<>();
  private static final List<String> BROKEN_FIELDS = new ArrayList<>();
  private static Oracle oracle;

  @BeforeAll
  static void examine() {
    oracle = new Oracle();
    try (var story = new Examination(oracle)) {
      new Story(story).whole();
      finished(story, BROKEN_STORY);
    }
    try (var full = new Examination(oracle, Refusals.FULL)) {
      new Refusals(full).quotas();
      finished(full, BROKEN_STORY);
    }
    try (var conflicts = new Examination(oracle)) {
      new Refusals(conflicts).conflicts();
      finished(conflicts, BROKEN_STORY);
    }
    try (var fields = new Examination(oracle)) {
      var names = oracle.operations().stream().map(Oracle.Operation::name).toList();
      names.forEach(fields::unknown);
      new Story(fields).build();
      names.stream()
          .sorted(Comparator.comparing(name -> name.startsWith("Delete")))
          .forEach(
              name -> {
                fields.unlucky(name);
                fields.generated(name, SEED, VALID);
              });
      finished(fields, BROKEN_FIELDS);
    }
  }

  private static void finished(Examination examination, List<String> broken) {
    examination.tallies().forEach((name, tally) -> TALLIES.merge(name, tally, Tally::plus));
    broken.addAll(examination.failures());
  }

  @AfterAll
  static void close() {
    if (oracle != null) {
      oracle.close();
    }
  }

  @Test
  void thereAre73Operations() {
    assertEquals(73, oracle.operations().size());
  }

  @Test
  void everyOperationSucceedsWithAnAnswerOfItsShape() {
    assertEquals(List.of(), BROKEN_STORY);
    var silent = new TreeSet<String>();
    oracle.operations().stream()
        .map(Oracle.Operation::name)
        .filter(name -> TALLIES.getOrDefault(name, new Tally()).shapes() == 0)
        .forEach(silent::add);
    silent.removeAll(OUT_OF_REACH);
    assertEquals(Set.of(), silent);
  }

  @Test
  void whatBreaksTheModelIsRefusedForItsFieldAndNothingElseIs() {
    assertEquals(
        List.of(),
        BROKEN_FIELDS.stream().limit(MOST_SHOWN).toList(),
        BROKEN_FIELDS.size() + " in all");
  }

  @Test
  void theTableInTheDocumentationClaimsNoMoreThanRan() throws IOException {
    var testimonies = Witness.testimonies();
    var rows = new TreeMap<String, ConformanceTable.Row>();
    for (var operation : oracle.operations()) {
      var tally = TALLIES.getOrDefault(operation.name(), new Tally());
      rows.put(
          operation.name(),
          new ConformanceTable.Row(
              tally.shapes(),
              tally.valid(),
              tally.invalid(),
              tally.errors().size(),
              operation.errors().size(),
              testimonies.getOrDefault(operation.name(), Witness.Testimony.NONE)));
    }
    var table = new ConformanceTable(oracle.version(), rows);
    if (Boolean.getBoolean("conformance.update")) {
      Files.writeString(DOCUMENT, table.text());
    }
    assertEquals(
        List.of(),
        table.exaggerations(Files.readString(DOCUMENT)),
        "rewrite it with ./mvnw test -Dtest=ConformanceTest -Dconformance.update=true");
  }
}
