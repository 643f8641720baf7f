package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.policy.Principal;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.NetworkFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactReaderTest {
  private static final Owner CHECKOUT = Owner.export("shop", "checkout");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static final String EXPORT =
      """
      apiVersion: latticeoperator.io/v1alpha1
      kind: LatticeExport
      metadata:
        name: checkout
        namespace: shop
        uid: export-uid
        generation: 4
        creationTimestamp: "2026-05-01T10:00:00Z"
        finalizers: [latticeoperator.io/finalizer]
      spec:
        serviceRef: {name: web, port: 80}
        deletionPolicy: Retain
        safety: {floor: 2}
      """;

  private static final String NETWORK =
      """
      apiVersion: latticeoperator.io/v1alpha1
      kind: LatticeNetwork
      metadata:
        name: mesh
        uid: network-uid
        generation: 2
        creationTimestamp: "2026-05-01T09:00:00Z"
        finalizers: [latticeoperator.io/finalizer]
      spec:
        default: true
        auth:
          type: AWS_IAM
          policy:
            statements:
            - effect: Allow
              principals:
              - serviceAccount: {namespace: web, name: front}
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop, uid: service-uid}
      spec:
        ipFamilies: [IPv6, IPv4]
        ports:
        - {port: 80, appProtocol: kubernetes.io/h2c}
      """;

  private static final String SLICE =
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: web-abc
        namespace: shop
        labels: {kubernetes.io/service-name: web}
      addressType: IPv4
      ports:
      - {port: 8080}
      endpoints:
      - addresses: [10.0.1.7]
        conditions: {ready: false, serving: true, terminating: true}
        targetRef: {kind: Pod, name: web-1, uid: pod-uid}
      - addresses: [10.0.1.8]
      - addresses: [10.0.1.9]
        conditions: {}
        targetRef: {kind: Node, name: n, uid: node-uid}
      """;

  @Test
  void anExportIsCopiedWithItsServiceAndSlices() {
    var facts = export(reader(EXPORT, SERVICE, SLICE));
    assertEquals("export-uid", facts.uid());
    assertEquals(4, facts.generation());
    assertEquals(Instant.parse("2026-05-01T10:00:00Z"), facts.createdAt());
    assertEquals("web", facts.spec().serviceName());
    assertEquals("80", facts.spec().port());
    assertEquals(DeletionPolicy.RETAIN, facts.spec().deletionPolicy());
    assertEquals(2, facts.spec().floor());
    assertEquals(50, facts.spec().maxRemovalPercent());
    assertEquals(
        new ExportFacts.ServiceFacts(
            "service-uid",
            "ClusterIP",
            false,
            List.of(IpAddressType.IPV6, IpAddressType.IPV4),
            List.of(new ExportFacts.ServicePort("", 80, "TCP", "kubernetes.io/h2c"))),
        facts.service());
  }

  @Test
  void conditionsThatTheSliceDoesNotSayStayUnsaid() {
    var slice = export(reader(EXPORT, SERVICE, SLICE)).slices().getFirst();
    assertEquals(
        List.of(
            new ExportFacts.Endpoint(List.of("10.0.1.7"), false, true, true, "pod-uid"),
            new ExportFacts.Endpoint(List.of("10.0.1.8"), null, null, null, null),
            new ExportFacts.Endpoint(List.of("10.0.1.9"), null, null, null, null)),
        slice.endpoints());
    assertEquals(List.of(new ExportFacts.SlicePort("", 8080, "TCP")), slice.ports());
  }

  @Test
  void onlySlicesOfTheEndpointsliceControllerCountAsManaged() {
    var theirs =
        SLICE.replace(
            "service-name: web}",
            "service-name: web, endpointslice.kubernetes.io/managed-by:"
                + " endpointslice-controller.k8s.io}");
    assertEquals(false, slice(SLICE).managed());
    assertEquals(true, slice(theirs).managed());
  }

  @Test
  void anAddressTypeThatIsNoFamilyIsUnknown() {
    assertNull(slice(SLICE.replace("IPv4", "FQDN")).addressType());
  }

  @Test
  void anExportWithoutItsServiceHasFactsThatSaySo() {
    var facts = export(reader(EXPORT, null, null));
    assertNull(facts.service());
    assertEquals(List.of(), facts.slices());
  }

  @Test
  void anExportWithoutOurFinalizerHasNoFacts() {
    var unprotected = EXPORT.replace("latticeoperator.io/finalizer", "example.com/other");
    var reader = reader(unprotected, SERVICE, SLICE);
    assertEquals(Optional.empty(), reader.facts(CHECKOUT));
    assertEquals(List.of(Owner.network("mesh")), reader.all().stream().map(Facts::owner).toList());
  }

  @Test
  void aDeletionTimestampMeansDeleting() {
    var deleted =
        EXPORT.replace(
            "generation: 4", "generation: 5\n  deletionTimestamp: \"2026-05-01T11:00:00Z\"");
    assertTrue(export(reader(deleted, SERVICE, SLICE)).deleting());
  }

  private static ExportFacts.SliceFacts slice(String slice) {
    return export(reader(EXPORT, SERVICE, slice)).slices().getFirst();
  }

  @Test
  void theNamespacesLabelsAndTheRolesOfNamedServiceAccountsComeWithAnExport() {
    var policy =
        EXPORT.replace(
            "deletionPolicy: Retain",
            "service: {auth: {type: AWS_IAM, policy: {statements: [{effect: Allow, principals: ["
                + "{serviceAccount: {namespace: web, name: front}},"
                + "{serviceAccount: {namespace: web, name: unknown}}, {anonymous: true}]}]}}}");
    var facts = export(reader(policy, SERVICE, SLICE));
    assertEquals(Map.of("tier", "one"), facts.namespaceLabels());
    assertEquals(
        Map.of(
            new Principal.ServiceAccount("web", "front"), "arn:aws:iam::123456789012:role/front"),
        facts.roles());
  }

  @Test
  void aNetworkIsCopied() {
    var reader = reader(EXPORT, SERVICE, SLICE);
    var facts = (NetworkFacts) reader.facts(Owner.network("mesh")).orElseThrow();
    assertEquals("network-uid", facts.uid());
    assertEquals(2, facts.generation());
    assertEquals(Instant.parse("2026-05-01T09:00:00Z"), facts.createdAt());
    assertEquals("mesh", facts.network());
    assertTrue(facts.spec().standard());
    assertEquals(
        Map.of(
            new Principal.ServiceAccount("web", "front"), "arn:aws:iam::123456789012:role/front"),
        facts.roles());
    assertEquals(
        List.of(Owner.network("mesh"), CHECKOUT), reader.all().stream().map(Facts::owner).toList());
  }

  @Test
  void aNetworkWithoutOurFinalizerHasNoFacts() {
    var reader = reader(EXPORT, NETWORK.replace("[latticeoperator.io/finalizer]", "[]"));
    assertEquals(Optional.empty(), reader.facts(Owner.network("mesh")));
    assertEquals(List.of(CHECKOUT), reader.all().stream().map(Facts::owner).toList());
  }

  @Test
  void anOwnerOfAnotherKindHasNoFacts() {
    assertEquals(
        Optional.empty(),
        reader(EXPORT, SERVICE, SLICE).facts(new Owner("Gateway", "shop", "checkout")));
  }

  private static ExportFacts export(FactReader reader) {
    return (ExportFacts) reader.facts(CHECKOUT).orElseThrow();
  }

  private static FactReader reader(
      String export, @Nullable String service, @Nullable String slice) {
    return new FactReader(
        new Fixed(
            YAML.unmarshal(export, LatticeExport.class),
            YAML.unmarshal(NETWORK, LatticeNetwork.class),
            service == null ? null : YAML.unmarshal(service, Service.class),
            slice == null ? List.of() : List.of(YAML.unmarshal(slice, EndpointSlice.class))));
  }

  private static FactReader reader(String export, String network) {
    return new FactReader(
        new Fixed(
            YAML.unmarshal(export, LatticeExport.class),
            YAML.unmarshal(network, LatticeNetwork.class),
            null,
            List.of()));
  }

  /** A cache with one export, its Service and slices, and one network. */
  private record Fixed(
      LatticeExport export,
      LatticeNetwork network,
      @Nullable Service service,
      List<EndpointSlice> slices)
      implements Index {
    @Override
    public boolean synced() {
      return true;
    }

    @Override
    public Optional<LatticeExport> export(String namespace, String name) {
      return Optional.of(export).filter(it -> it.getMetadata().getName().equals(name));
    }

    @Override
    public Collection<LatticeExport> exports() {
      return List.of(export);
    }

    @Override
    public List<LatticeExport> exportsOf(String namespace, String serviceName) {
      return List.of(export);
    }

    @Override
    public List<LatticeExport> exportsIn(String namespace) {
      return List.of(export);
    }

    @Override
    public Optional<LatticeNetwork> network(String name) {
      return Optional.of(network).filter(it -> it.getMetadata().getName().equals(name));
    }

    @Override
    public Collection<LatticeNetwork> networks() {
      return List.of(network);
    }

    @Override
    public Optional<Service> service(String namespace, String name) {
      return Optional.ofNullable(service);
    }

    @Override
    public List<EndpointSlice> slices(String namespace, String serviceName) {
      return slices;
    }

    @Override
    public Map<String, String> namespaceLabels(String namespace) {
      return namespace.equals("shop") ? Map.of("tier", "one") : Map.of();
    }

    @Override
    public Optional<String> role(String namespace, String serviceAccount) {
      return Optional.of("arn:aws:iam::123456789012:role/" + serviceAccount)
          .filter(arn -> namespace.equals("web") && serviceAccount.equals("front"));
    }

    @Override
    public List<Owner> namingServiceAccount(String namespace, String name) {
      return List.of();
    }
  }
}
