package io.latticeoperator.kube;

import io.latticeoperator.kubernetes.Kubernetes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class ServiceShimTest {
  @Nested
  class Embedded extends ServiceShimContract {
    Embedded() {
      super(Kubernetes.EMBEDDED);
    }
  }

  @Nested
  @Tag("api-server")
  class OnApiServer extends ServiceShimContract {
    OnApiServer() {
      super(Kubernetes.API_SERVER);
    }
  }
}
