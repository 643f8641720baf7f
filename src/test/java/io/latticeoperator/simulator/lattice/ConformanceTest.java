package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("aws-cli")
class ConformanceTest {
  private static final long SEED = 20221130;
  private static final int VALID = 15;
  private static final Oracle ORACLE = new Oracle();

  @AfterAll
  static void close() {
    ORACLE.close();
  }

  @Test
  void fields() {
    try (var examination = new Examination(ORACLE)) {
      ORACLE.operations().stream()
          .map(Oracle.Operation::name)
          .sorted(Comparator.comparing(n -> n.startsWith("Delete")))
          .forEach(name -> examination.generated(name, SEED, VALID));
      examination.tallies().forEach((n,t) -> System.out.println(n+" "+t.shapes+" "+t.valid+" "+t.invalid+" "+t.errors));
      System.out.println(examination.absent());
      System.out.println(examination.failures().size());
      assertEquals(List.of(), examination.failures().stream().limit(25).toList());
    }
  }
}
