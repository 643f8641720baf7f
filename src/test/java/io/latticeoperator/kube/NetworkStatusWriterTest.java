package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.networkReport;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.kube.api.LatticeNetworkStatus;
import io.latticeoperator.model.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkStatusWriterTest {
  private static final Instant EARLIER = Instant.parse("2026-05-01T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-05-01T10:05:00Z");
  private static final String REGION = "eu-west-1";

  private static NetworkReport report(Truth ready) {
    return networkReport("uid", "mesh", 4, false, ready);
  }

  private static LatticeNetworkStatus written(Truth ready) {
    return NetworkStatusWriter.next(report(ready), REGION, null, EARLIER).orElseThrow();
  }

  @Test
  void everythingThatTheReportSaysIsInStatus() {
    var status = written(Truth.TRUE);
    assertEquals(4, status.observedGeneration());
    assertEquals(
        new LatticeNetworkStatus.ServiceNetwork(
            "mesh",
            "sn-0123456789abcdef0",
            "arn:aws:vpc-lattice:eu-west-1:123456789012:servicenetwork/sn-0123456789abcdef0"),
        status.serviceNetwork());
    assertEquals(3, status.exports());
    assertEquals(List.of("vpc-0123456789abcdef0"), status.vpcs());
    assertEquals("vpc-0123456789abcdef0", status.vpc());
    assertEquals("AWS_IAM", status.auth());
    assertEquals("/lattice/mesh", status.logGroup());
    assertEquals("lattice-mesh", status.dashboard().name());
    assertEquals(List.of("8081-8089"), status.extraPorts());
    assertEquals(
        List.of("Ready", "Stalled", "Accepted", "Shared"),
        status.conditions().stream().map(Condition::type).toList());
  }

  @Test
  void whatIsAlreadyWrittenIsNotWrittenAgain() {
    assertEquals(
        Optional.empty(),
        NetworkStatusWriter.next(report(Truth.TRUE), REGION, written(Truth.TRUE), LATER));
  }

  @Test
  void aConditionThatTurnsGetsANewTransitionTimeAndOthersKeepTheirs() {
    var next =
        NetworkStatusWriter.next(report(Truth.FALSE), REGION, written(Truth.TRUE), LATER)
            .orElseThrow();
    assertEquals("2026-05-01T10:05:00Z", next.conditions().getFirst().lastTransitionTime());
    var again =
        NetworkStatusWriter.next(
                networkReport("uid", "mesh", 5, false, Truth.FALSE),
                REGION,
                next,
                LATER.plusSeconds(9))
            .orElseThrow();
    assertEquals("2026-05-01T10:05:00Z", again.conditions().getFirst().lastTransitionTime());
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    var status =
        NetworkStatusWriter.next(
                new NetworkReport(
                    Owner.network("mesh"),
                    "uid",
                    1,
                    List.of(),
                    "mesh",
                    null,
                    0,
                    List.of(),
                    null,
                    null,
                    null,
                    List.of(),
                    Map.of(),
                    false),
                REGION,
                null,
                EARLIER)
            .orElseThrow();
    assertEquals(
        new LatticeNetworkStatus.ServiceNetwork("mesh", null, null), status.serviceNetwork());
    assertEquals(0, status.exports());
    assertNull(status.vpc());
    assertNull(status.auth());
    assertNull(status.dashboard());
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/mesh",
    "cn-north-1, https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#dashboards/dashboard/mesh",
    "us-gov-west-1, https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#dashboards/dashboard/mesh",
  })
  void theDashboardsLinkIsThatOfThePartitionsConsole(String region, String link) {
    assertEquals(link, NetworkStatusWriter.link(region, "mesh"));
  }
}
