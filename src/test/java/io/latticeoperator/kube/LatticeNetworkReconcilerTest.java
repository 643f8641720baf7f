package io.latticeoperator.kube;

import io.latticeoperator.kubernetes.Kubernetes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class LatticeNetworkReconcilerTest {
  @Nested
  class Embedded extends LatticeNetworkReconcilerContract {
    Embedded() {
      super(Kubernetes.EMBEDDED);
    }
  }

  @Nested
  @Tag("api-server")
  class OnApiServer extends LatticeNetworkReconcilerContract {
    OnApiServer() {
      super(Kubernetes.API_SERVER);
    }
  }
}
