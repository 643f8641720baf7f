package io.latticeoperator.kube;

import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.kube.api.LatticeNetworkStatus;
import io.latticeoperator.kube.api.LatticeNetworkStatus.Dashboard;
import io.latticeoperator.kube.api.LatticeNetworkStatus.ServiceNetwork;
import io.latticeoperator.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the report on a network into status: a pure function of both and time. */
final class NetworkStatusWriter {
  private NetworkStatusWriter() {}

  /**
   * @param region that the dashboard is shown in
   * @param previous status as last written, or null
   * @return the status to write; empty when {@code previous} already says all of it
   */
  static Optional<LatticeNetworkStatus> next(
      NetworkReport report, String region, @Nullable LatticeNetworkStatus previous, Instant now) {
    var written = previous == null ? List.<Condition>of() : previous.conditions();
    var dashboard = report.dashboard();
    var next =
        new LatticeNetworkStatus(
            report.generation(),
            Conditions.next(report, written, now),
            new ServiceNetwork(
                report.network(),
                report.networkId(),
                report.arns().get(Role.serviceNetwork().text())),
            report.exports(),
            report.vpcs(),
            report.vpcs().isEmpty() ? null : String.join(",", report.vpcs()),
            report.auth(),
            report.logGroup(),
            dashboard == null ? null : new Dashboard(dashboard, link(region, dashboard)),
            report.extraPorts(),
            report.arns());
    return previous != null && next.equals(comparable(previous))
        ? Optional.empty()
        : Optional.of(next);
  }

  /** The console of a dashboard; each partition of AWS has its own domain. */
  static String link(String region, String dashboard) {
    var domain =
        region.startsWith("cn-")
            ? "console.amazonaws.cn"
            : region.startsWith("us-gov-")
                ? "console.amazonaws-us-gov.com"
                : "console.aws.amazon.com";
    return "https://%1$s.%2$s/cloudwatch/home?region=%1$s#dashboards/dashboard/%3$s"
        .formatted(region, domain, dashboard);
  }

  private static LatticeNetworkStatus comparable(LatticeNetworkStatus status) {
    return new LatticeNetworkStatus(
        status.observedGeneration(),
        Conditions.ours(status.conditions()),
        status.serviceNetwork(),
        status.exports(),
        status.vpcs(),
        status.vpc(),
        status.auth(),
        status.logGroup(),
        status.dashboard(),
        status.extraPorts(),
        status.arns());
  }
}
