package io.latticeoperator.kube.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class CrdTest {

  @Test
  void theCommittedDefinitionIsTheOneGeneratedFromTheTypes() throws IOException {
    var generated = Crd.generate();
    if (Boolean.getBoolean("crds.update")) {
      Files.writeString(Crd.COMMITTED, generated);
    }
    assertEquals(
        generated,
        Files.readString(Crd.COMMITTED),
        "rewrite it with ./mvnw test -Dtest=CrdTest -Dcrds.update=true");
  }
}
