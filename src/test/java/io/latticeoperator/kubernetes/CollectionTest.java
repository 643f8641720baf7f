package io.latticeoperator.kubernetes;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class CollectionTest {
  @Nested
  class Embedded extends CollectionContract {
    Embedded() {
      super(Kubernetes.EMBEDDED);
    }
  }

  @Nested
  @Tag("testbed")
  class OnTestbed extends CollectionContract {
    OnTestbed() {
      super(Kubernetes.TESTBED);
    }
  }

  @Nested
  @Tag("docker")
  class OnK3s extends CollectionContract {
    OnK3s() {
      super(Kubernetes.K3S);
    }
  }
}
