package io.latticeoperator.kube;

import io.latticeoperator.kubernetes.MortalApi;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class WatchHealthTest {
  /** Watches are plain responses without end, which nobody pings. */
  @Nested
  class Embedded extends WatchHealthContract {
    Embedded() {
      super(MortalApi.EMBEDDED);
    }
  }

  /** Watches are WebSockets. */
  @Nested
  @Tag("api-server")
  class OnApiServer extends WatchHealthContract {
    OnApiServer() {
      super(MortalApi.REAL);
    }
  }
}
