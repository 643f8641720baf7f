package io.latticeoperator.translate;

import static io.latticeoperator.translate.Fixtures.checkout;
import static io.latticeoperator.translate.Fixtures.dying;
import static io.latticeoperator.translate.Fixtures.endpoint;
import static io.latticeoperator.translate.Fixtures.facts;
import static io.latticeoperator.translate.Fixtures.leaving;
import static io.latticeoperator.translate.Fixtures.notReady;
import static io.latticeoperator.translate.Fixtures.ready;
import static io.latticeoperator.translate.Fixtures.slice;
import static io.latticeoperator.translate.Fixtures.translate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.translate.ExportFacts.Endpoint;
import io.latticeoperator.translate.ExportFacts.SliceFacts;
import io.latticeoperator.translate.ExportFacts.SlicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EndpointsTest {
  private static final ExportSpec SPEC = ExportSpec.of("checkout");

  /** Cause by address, as text, of what the facts come to. */
  private static Map<String, String> causes(ExportFacts facts) {
    return translate(facts).targets().causes().entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().toString(), e -> e.getValue().name()));
  }

  @Test
  void readyEndpointsAreWanted() {
    assertEquals(
        Map.of("10.1.0.1:8080", "READY", "10.1.0.2:8080", "READY"),
        causes(checkout(ready("10.1.0.1"), ready("10.1.0.2"))));
  }

  @Test
  void unknownConditionsCountAsReadyServingAndNotTerminating() {
    assertEquals(
        Map.of("10.1.0.1:8080", "READY"), causes(checkout(endpoint("10.1.0.1", null, null, null))));
  }

  @Test
  void unknownServingFollowsReady() {
    assertEquals(
        Map.of("10.1.0.1:8080", "READY"),
        causes(checkout(ready("10.1.0.1"), endpoint("10.1.0.2", false, null, true))));
  }

  @Test
  void aTerminatingEndpointThatServesMayGoButIsToldApart() {
    assertEquals(
        Map.of("10.1.0.1:8080", "READY", "10.1.0.2:8080", "TERMINATING"),
        causes(checkout(ready("10.1.0.1"), leaving("10.1.0.2"))));
  }

  @Test
  void whenNothingIsReadyTheTerminatingOnesThatServeAreKept() {
    assertEquals(
        Map.of("10.1.0.1:8080", "LAST_SERVING", "10.1.0.3:8080", "NOT_READY"),
        causes(checkout(leaving("10.1.0.1"), dying("10.1.0.2"), notReady("10.1.0.3"))));
  }

  @Test
  void anEndpointInTwoSlicesCountsOnceAndTheBetterStandingWins() {
    assertEquals(
        Map.of("10.1.0.1:8080", "READY"),
        causes(
            facts(
                SPEC,
                slice("a", 8080, notReady("10.1.0.1")),
                slice("b", 8080, ready("10.1.0.1")))));
  }

  @Test
  void thePortComesFromTheSliceThatHoldsTheEndpoint() {
    assertEquals(
        Map.of("10.1.0.1:8080", "READY", "10.1.0.2:9090", "READY"),
        causes(
            facts(SPEC, slice("a", 8080, ready("10.1.0.1")), slice("b", 9090, ready("10.1.0.2")))));
  }

  @Test
  void slicesOfAnotherFamilyOrMadeByHandAndEndpointsWithoutPodAreLeftOut() {
    var port = List.of(new SlicePort("http", 8080, "TCP"));
    var pod = List.of(ready("10.1.0.9"));
    assertEquals(
        Map.of(),
        causes(
            facts(
                SPEC,
                new SliceFacts("v6", IpAddressType.IPV6, true, port, List.of(ready("2001:db8::1"))),
                new SliceFacts("fqdn", null, true, port, pod),
                new SliceFacts("manual", IpAddressType.IPV4, false, port, pod),
                new SliceFacts(
                    "no-pod",
                    IpAddressType.IPV4,
                    true,
                    port,
                    List.of(new Endpoint(List.of("10.1.0.8"), true, true, false, null))))));
  }

  @Test
  void anAddressOutsideOfTheRoutableRangesIsCountedAndNeverWanted() {
    var translation = translate(checkout(ready("10.1.0.1"), ready("192.168.0.7")));
    assertEquals(1, translation.unroutable());
    assertEquals(1, translation.targets().size());
    var finding = translation.findings().getFirst();
    assertEquals("UnroutablePodIPs", finding.reason());
    assertTrue(finding.message().contains("192.168.0.7"), finding.message());
  }

  @Test
  void moreThanAThousandEndpointsGiveAStableSubsetAndAFinding() {
    var endpoints = new ArrayList<Endpoint>();
    for (int i = 0; i < 1100; i++) {
      endpoints.add(ready("10.1." + i / 250 + "." + (i % 250 + 1)));
    }
    var once = translate(checkout(endpoints.toArray(Endpoint[]::new)));
    var again = translate(checkout(endpoints.reversed().toArray(Endpoint[]::new)));
    assertEquals(1000, once.targets().size());
    assertEquals(once.targets(), again.targets());
    assertEquals("QuotaExceeded", once.findings().getFirst().reason());
  }

  @Test
  void aPodThatLivesIsAliveWhateverItsPort() {
    var translation = translate(checkout(notReady("10.1.0.1"), leaving("10.1.0.2")));
    assertEquals(Set.of("10.1.0.1"), translation.targets().alive());
  }
}
