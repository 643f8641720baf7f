package io.latticeoperator.kube;

import io.latticeoperator.kubernetes.Kubernetes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class OutboxTest {
  @Nested
  class Embedded extends OutboxContract {
    Embedded() {
      super(Kubernetes.EMBEDDED);
    }
  }

  @Nested
  @Tag("api-server")
  class OnApiServer extends OutboxContract {
    OnApiServer() {
      super(Kubernetes.API_SERVER);
    }
  }
}
