package io.latticeoperator.kube;

import io.latticeoperator.kubernetes.Kubernetes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class LatticeExportReconcilerTest {
  @Nested
  class Embedded extends LatticeExportReconcilerContract {
    Embedded() {
      super(Kubernetes.EMBEDDED);
    }
  }

  @Nested
  @Tag("api-server")
  class OnApiServer extends LatticeExportReconcilerContract {
    OnApiServer() {
      super(Kubernetes.API_SERVER);
    }
  }
}
