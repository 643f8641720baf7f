package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.kube.manifest.ManifestCheck;
import io.latticeoperator.kube.manifest.ManifestCheck.Fault;
import io.latticeoperator.kube.manifest.ManifestCheck.Verdict;
import io.latticeoperator.kubernetes.Kubernetes;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Specs that nobody should get away with, and what each is told. */
class WrongSpecsTest {
  static final String UNKNOWN = "unknown field";
  private static final ManifestCheck CHECK = new ManifestCheck();

  @Nested
  class Embedded extends WrongSpecsContract {
    Embedded() {
      super(Kubernetes.EMBEDDED);
    }
  }

  @Nested
  @Tag("api-server")
  class OnApiServer extends WrongSpecsContract {
    OnApiServer() {
      super(Kubernetes.API_SERVER);
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void validateNamesTheFieldAndTheRemedy(WrongSpec wrong) {
    assertEquals(wrong.says(), faults(wrong).stream().map(Fault::toString).toList());
  }

  @Test
  void thereAreAtLeastAHundredOfThemAndOfBothKinds() throws IOException {
    var kinds = table().map(WrongSpec::kind).toList();
    assertTrue(kinds.size() >= 100, kinds.size() + " wrong specs");
    assertTrue(kinds.stream().filter("LatticeExport"::equals).count() >= 30);
    assertEquals(kinds.size(), table().map(WrongSpec::toString).distinct().count());
  }

  static Stream<WrongSpec> table() throws IOException {
    return WrongSpec.table();
  }

  static List<Fault> faults(WrongSpec wrong) {
    return switch (CHECK.check(wrong.object())) {
      case Verdict.Invalid invalid -> invalid.faults();
      case Verdict.Valid _, Verdict.Skipped _ -> List.of();
    };
  }
}
