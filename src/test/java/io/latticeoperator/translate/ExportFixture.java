package io.latticeoperator.translate;

import java.util.List;

/** Specs of exports as tests write them. */
public final class ExportFixture {
  private ExportFixture() {}

  /** The Service checkout in one network. */
  public static ExportSpec in(String network) {
    return with(network, AuthSpec.NONE, AccessLogsSpec.NONE, ObservabilitySpec.NONE);
  }

  public static ExportSpec with(
      String network, AuthSpec auth, AccessLogsSpec logs, ObservabilitySpec observability) {
    var plain = ExportSpec.of("checkout");
    return new ExportSpec(
        plain.serviceName(),
        plain.port(),
        plain.protocol(),
        plain.protocolVersion(),
        plain.ipAddressType(),
        plain.healthCheck(),
        plain.latticeServiceName(),
        List.of(network),
        plain.listeners(),
        plain.deletionPolicy(),
        plain.suspend(),
        plain.maxRemovalPercent(),
        plain.floor(),
        auth,
        logs,
        observability);
  }
}
