package io.latticeoperator.kubernetes;

import java.util.List;

/** The API server of this JVM, emptied. */
final class ApiServerCluster implements TestCluster {
  private static final RealApiServer SERVER = RealApiServer.shared();
  private static final Definitions DEFINITIONS = new Definitions(SERVER.access());

  ApiServerCluster(List<String> definitions) {
    SERVER.wipe();
    DEFINITIONS.install(definitions);
  }

  @Override
  public ApiAccess access() {
    return SERVER.access();
  }

  /** What the test leaves is there to be looked at until the next one begins. */
  @Override
  public void close() {}
}
