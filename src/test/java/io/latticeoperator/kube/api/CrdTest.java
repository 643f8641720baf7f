package io.latticeoperator.kube.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrdTest {

  @ParameterizedTest
  @EnumSource
  void theCommittedDefinitionIsTheOneGeneratedFromTheTypes(Crd crd) throws IOException {
    var generated = crd.generate();
    if (Boolean.getBoolean("crds.update")) {
      Files.writeString(crd.committed(), generated);
    }
    assertEquals(
        generated, crd.read(), "rewrite it with ./mvnw test -Dtest=CrdTest -Dcrds.update=true");
  }
}
