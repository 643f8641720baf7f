package io.latticeoperator.kubernetes;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("kubectl")
class KubectlTest {
  @Nested
  class Embedded extends KubectlContract {
    Embedded() {
      super(Kubernetes.EMBEDDED);
    }
  }

  @Nested
  @Tag("api-server")
  class OnApiServer extends KubectlContract {
    OnApiServer() {
      super(Kubernetes.API_SERVER);
    }
  }
}
