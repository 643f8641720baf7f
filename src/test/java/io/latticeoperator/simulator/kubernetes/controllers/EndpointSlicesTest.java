package io.latticeoperator.simulator.kubernetes.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.latticeoperator.simulator.kubernetes.controllers.EndpointSlices.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSlicesTest {
  private static final String ZONE = "us-west-2a";

  @ParameterizedTest(name = "pod ready {0}, terminating {1}, published always {2}")
  @CsvSource({
    "true, false, false, true, true, false",
    "false, false, false, false, false, false",
    "true, true, false, false, true, true",
    "false, true, false, false, false, true",
    "true, true, true, true, true, true",
    "false, false, true, true, false, false",
  })
  void computesTheThreeConditions(
      boolean podReady,
      boolean podTerminating,
      boolean always,
      boolean ready,
      boolean serving,
      boolean terminating) {
    var service =
        new ServiceBuilder(service("http"))
            .editSpec()
            .withPublishNotReadyAddresses(always)
            .endSpec()
            .build();
    var pod = pod(1, podReady, 8080);
    if (podTerminating) {
      pod.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    }
    var conditions = only(creates(service, List.of(pod))).getEndpoints().getFirst().getConditions();
    assertEquals(ready, conditions.getReady());
    assertEquals(serving, conditions.getServing());
    assertEquals(terminating, conditions.getTerminating());
  }

  @Test
  void anEndpointSaysWhoseItIs() {
    var slice = only(creates(service("http"), List.of(pod(1, true, 8080))));
    var endpoint = slice.getEndpoints().getFirst();
    assertEquals("IPv4", slice.getAddressType());
    assertEquals("checkout-", slice.getMetadata().getGenerateName());
    assertEquals("checkout", slice.getMetadata().getLabels().get(EndpointSlices.SERVICE_NAME));
    assertEquals(
        EndpointSlices.MANAGER, slice.getMetadata().getLabels().get(EndpointSlices.MANAGED_BY));
    assertEquals("service-uid", slice.getMetadata().getOwnerReferences().getFirst().getUid());
    assertEquals(List.of("10.1.0.1"), endpoint.getAddresses());
    assertEquals("pod-uid-1", endpoint.getTargetRef().getUid());
    assertEquals("node-1", endpoint.getNodeName());
    assertEquals(ZONE, endpoint.getZone());
  }

  @Test
  void finishedPodsAndPodsWithoutAddressOrLabelHaveNoEndpoint() {
    var failed = pod(1, false, 8080);
    failed.getStatus().setPhase("Failed");
    var starting = pod(2, false, 8080);
    starting.getStatus().setPodIP(null);
    var stranger = pod(3, true, 8080);
    stranger.getMetadata().getLabels().put("app", "other");
    assertTrue(
        EndpointSlices.desired(service("http"), List.of(failed, starting, stranger), ZONE)
            .isEmpty());
  }

  @Test
  void podsWithDifferentNumbersForANamedPortAreInDifferentSlices() {
    var slices =
        creates(
            service("http"), List.of(pod(1, true, 8080), pod(2, true, 9090), pod(3, true, 8080)));
    assertEquals(
        List.of(List.of(8080), List.of(9090)),
        slices.stream().map(EndpointSlicesTest::numbers).toList());
    assertEquals(List.of(2, 1), slices.stream().map(slice -> slice.getEndpoints().size()).toList());
  }

  @Test
  void aPortNumberAppliesToEveryPodAndAMissingOneIsTheServicesOwn() {
    var service =
        new ServiceBuilder(service("http"))
            .editSpec()
            .withPorts(List.of())
            .addNewPort()
            .withName("one")
            .withAppProtocol("http")
            .withPort(80)
            .withNewTargetPort(8443)
            .endPort()
            .addNewPort()
            .withName("two")
            .withPort(81)
            .endPort()
            .endSpec()
            .build();
    var slice = only(creates(service, List.of(pod(1, true, 8080), pod(2, true, 9090))));
    assertEquals(List.of(8443, 81), numbers(slice));
    assertEquals("http", slice.getPorts().getFirst().getAppProtocol());
    assertEquals("TCP", slice.getPorts().getLast().getProtocol());
  }

  @Test
  void aServiceWithoutPodsHasOneEmptySliceThatStays() {
    var placeholder = stored("empty", only(creates(service("http"), List.of())));
    assertEquals(List.of(), placeholder.getEndpoints());
    assertEquals(
        List.of(), EndpointSlices.plan(service("http"), List.of(), List.of(placeholder), ZONE));
    var writes =
        EndpointSlices.plan(
            service("http"), List.of(pod(1, true, 8080)), List.of(placeholder), ZONE);
    assertEquals(2, writes.size());
    assertTrue(writes.getFirst() instanceof Write.Create);
    assertTrue(writes.getLast() instanceof Write.Delete);
  }

  @Test
  void noSliceHoldsMoreThanAHundred() {
    assertEquals(
        List.of(100, 100, 5),
        creates(service("http"), pods(1, 205)).stream()
            .map(slice -> slice.getEndpoints().size())
            .toList());
  }

  @Test
  void endpointsStayInTheirSliceAndNewOnesFillTheGaps() {
    var created = creates(service("http"), pods(1, 150));
    var existing = List.of(stored("a", created.getFirst()), stored("b", created.getLast()));
    var fewer = new ArrayList<>(pods(1, 150));
    fewer.removeFirst();
    var removal = EndpointSlices.plan(service("http"), fewer, existing, ZONE);
    assertEquals(1, removal.size());
    assertEquals("a", removal.getFirst().slice().getMetadata().getName());
    assertEquals(99, removal.getFirst().slice().getEndpoints().size());

    var grown = new ArrayList<>(pods(2, 150));
    grown.add(pod(151, true, 8080));
    var refill =
        EndpointSlices.plan(
            service("http"), grown, List.of(removal.getFirst().slice(), existing.getLast()), ZONE);
    assertEquals(1, refill.size());
    assertEquals(100, refill.getFirst().slice().getEndpoints().size());
  }

  @Test
  void whatIsAsItShouldBeIsNotWritten() {
    var pods = pods(1, 3);
    var existing = List.of(stored("a", only(creates(service("http"), pods))));
    assertEquals(List.of(), EndpointSlices.plan(service("http"), pods, existing, ZONE));
  }

  @Test
  void headlessServicesAreLabelledSo() {
    var headless =
        new ServiceBuilder(service("http"))
            .editSpec()
            .withClusterIP("None")
            .withPorts(List.of())
            .endSpec()
            .build();
    var slice = only(creates(headless, List.of(pod(1, true, 8080))));
    assertTrue(slice.getMetadata().getLabels().containsKey("service.kubernetes.io/headless"));
    assertEquals(1, slice.getEndpoints().size());
  }

  @Test
  void servicesWithoutSelectorAreNoneOfItsBusiness() {
    var service = service("http");
    service.getSpec().setSelector(null);
    assertEquals(false, EndpointSlices.concerns(service));
    service = service("http");
    service.getSpec().setType("ExternalName");
    assertEquals(false, EndpointSlices.concerns(service));
  }

  private static List<EndpointSlice> creates(Service service, List<Pod> pods) {
    return EndpointSlices.plan(service, pods, List.of(), ZONE).stream().map(Write::slice).toList();
  }

  private static EndpointSlice only(List<EndpointSlice> slices) {
    assertEquals(1, slices.size());
    return slices.getFirst();
  }

  private static EndpointSlice stored(String name, EndpointSlice slice) {
    return new EndpointSliceBuilder(slice).editMetadata().withName(name).endMetadata().build();
  }

  private static List<Integer> numbers(EndpointSlice slice) {
    return slice.getPorts().stream().map(EndpointPort::getPort).toList();
  }

  private static Service service(String targetPort) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("checkout")
        .withUid("service-uid")
        .endMetadata()
        .withNewSpec()
        .addToSelector("app", "checkout")
        .addNewPort()
        .withName("http")
        .withPort(80)
        .withNewTargetPort(targetPort)
        .endPort()
        .endSpec()
        .build();
  }

  private static List<Pod> pods(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> pod(i, true, 8080)).toList();
  }

  private static Pod pod(int number, boolean ready, int port) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("checkout-" + number)
        .withUid("pod-uid-" + number)
        .addToLabels("app", "checkout")
        .endMetadata()
        .withNewSpec()
        .withNodeName("node-1")
        .addNewContainer()
        .addNewPort()
        .withName("http")
        .withContainerPort(port)
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP("10.1.%d.%d".formatted(number / 256, number % 256))
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .endCondition()
        .endStatus()
        .build();
  }
}
