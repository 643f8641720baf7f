package io.latticeoperator.translate;

import static io.latticeoperator.translate.Fixtures.checkout;
import static io.latticeoperator.translate.Fixtures.ready;
import static io.latticeoperator.translate.Fixtures.service;
import static io.latticeoperator.translate.Fixtures.translate;
import static io.latticeoperator.translate.Fixtures.withService;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetGroup.ProtocolVersion;
import io.latticeoperator.translate.ExportFacts.ServiceFacts;
import io.latticeoperator.translate.ExportFacts.ServicePort;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.ExportSpec.HealthCheckSpec;
import io.latticeoperator.translate.ExportSpec.ListenerSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslatorTest {
  private static final ExportFacts BASE = checkout(ready("10.1.0.1"));

  private static ExportSpec spec(
      @Nullable String port,
      @Nullable ProtocolVersion version,
      HealthCheckSpec check,
      List<String> networks,
      ListenerSpec... listeners) {
    return new ExportSpec(
        "checkout",
        port,
        null,
        version,
        null,
        check,
        null,
        networks,
        List.of(listeners),
        DeletionPolicy.DELETE,
        false,
        50,
        1,
        AuthSpec.NONE,
        AccessLogsSpec.NONE,
        ObservabilitySpec.NONE);
  }

  private static TargetGroup group(Translation translation) {
    return Objects.requireNonNull(translation.desired())
        .nodes(TargetGroup.class)
        .findFirst()
        .orElseThrow()
        .node();
  }

  private static List<String> listeners(Translation translation) {
    return Objects.requireNonNull(translation.desired())
        .nodes(Listener.class)
        .map(e -> e.node().protocol() + ":" + e.node().port())
        .toList();
  }

  @Test
  void aPlainServiceBecomesGroupServiceListenerAndAssociation() {
    var desired = Objects.requireNonNull(translate(BASE).desired());
    assertEquals(
        List.of(
            "association/main",
            "listener/HTTP/80",
            "service",
            "target-group/" + translate(BASE).service() + "/" + generation()),
        desired.resources().keySet().stream().map(k -> k.role().text()).toList());
    assertEquals("HTTP GET / expecting 200", group(translate(BASE)).healthCheck().toString());
  }

  private static String generation() {
    var name = group(translate(BASE)).name();
    return name.substring(name.lastIndexOf('-') + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "http,              HTTP,  HTTP1, HTTP:80",
    "https,             HTTPS, HTTP1, HTTP:80",
    "kubernetes.io/h2c, HTTP,  HTTP2, HTTPS:443",
    "grpc,              HTTP,  GRPC,  HTTPS:443",
    "other,             HTTP,  HTTP1, HTTP:80",
  })
  void withoutASettingTheAppProtocolDecides(
      String app, String protocol, String version, String listener) {
    var translation =
        translate(withService(BASE, service(new ServicePort("http", 80, "TCP", app))));
    var properties = group(translation).properties();
    assertEquals(protocol, properties.protocol().name());
    assertEquals(version, properties.protocolVersion().name());
    assertEquals(List.of(listener), listeners(translation));
  }

  @Test
  void aGrpcGroupIsCheckedOverHttp2WithAWideMatcher() {
    var check =
        group(
                translate(
                    Fixtures.with(
                        BASE, spec(null, ProtocolVersion.GRPC, HealthCheckSpec.NONE, List.of()))))
            .healthCheck();
    assertEquals(ProtocolVersion.HTTP2, check.protocolVersion());
    assertEquals("200-499", check.matcher());
  }

  @Test
  void anHttpListenerBeforeAGrpcGroupIsRefusedByName() {
    var translation =
        translate(
            Fixtures.with(
                BASE,
                spec(
                    null,
                    ProtocolVersion.GRPC,
                    HealthCheckSpec.NONE,
                    List.of(),
                    new ListenerSpec(Listener.Protocol.HTTP, null))));
    assertNull(translation.desired());
    assertEquals("IncompatibleListener", translation.findings().getFirst().reason());
  }

  @Test
  void listenersHaveTheirProtocolsDefaultPorts() {
    var translation =
        translate(
            Fixtures.with(
                BASE,
                spec(
                    null,
                    null,
                    HealthCheckSpec.NONE,
                    List.of(),
                    new ListenerSpec(Listener.Protocol.HTTP, null),
                    new ListenerSpec(Listener.Protocol.HTTPS, 8443))));
    assertEquals(List.of("HTTP:80", "HTTPS:8443"), listeners(translation));
  }

  @Test
  void aMissingServiceLeavesTheWiringAndWantsNoTargets() {
    var translation = translate(withService(BASE, null));
    assertNull(translation.desired());
    assertEquals(0, translation.targets().causes().size());
    assertEquals("ServiceNotFound", translation.findings().getFirst().reason());
  }

  @Test
  void anExternalNameServiceIsRefused() {
    var external = new ServiceFacts("uid", "ExternalName", false, List.of(), List.of());
    assertEquals(
        "UnsupportedService",
        translate(withService(BASE, external)).findings().getFirst().reason());
  }

  @Test
  void severalPortsNeedAChoiceAndTheMessageListsThem() {
    var two =
        service(
            new ServicePort("http", 80, "TCP", null), new ServicePort("admin", 9000, "TCP", null));
    var finding = translate(withService(BASE, two)).findings().getFirst();
    assertEquals("PortAmbiguous", finding.reason());
    assertTrue(finding.message().contains("http (80), admin (9000)"), finding.message());
    var chosen =
        Fixtures.with(withService(BASE, two), spec("80", null, HealthCheckSpec.NONE, List.of()));
    assertNotNull(translate(chosen).desired());
  }

  @Test
  void anUnknownPortIsNamedWithWhatThereIs() {
    var finding =
        translate(Fixtures.with(BASE, spec("grpc", null, HealthCheckSpec.NONE, List.of())))
            .findings()
            .getFirst();
    assertEquals("PortNotFound", finding.reason());
    assertTrue(finding.message().contains("'grpc'; it has http (80)"), finding.message());
  }

  @Test
  void onlyAllowedNetworksAreAccepted() {
    var allowed = Fixtures.with(BASE, spec(null, null, HealthCheckSpec.NONE, List.of("partners")));
    assertNotNull(translate(allowed).desired());
    var foreign = Fixtures.with(BASE, spec(null, null, HealthCheckSpec.NONE, List.of("secret")));
    var finding = translate(foreign).findings().getFirst();
    assertEquals("NotAllowedByNetwork", finding.reason());
    assertTrue(finding.message().contains("main, partners"), finding.message());
  }

  @Test
  void aTimeoutLongerThanTheIntervalIsRefused() {
    var check = new HealthCheckSpec(null, null, null, null, null, 5, 10, null, null);
    var translation = translate(Fixtures.with(BASE, spec(null, null, check, List.of())));
    assertEquals("InvalidHealthCheck", translation.findings().getFirst().reason());
  }

  @Test
  void theOldestExportKeepsAClaimedName() {
    var named =
        new ExportSpec(
            "checkout",
            null,
            null,
            null,
            null,
            HealthCheckSpec.NONE,
            "pay",
            List.of(),
            List.of(),
            DeletionPolicy.DELETE,
            false,
            50,
            1,
            AuthSpec.NONE,
            AccessLogsSpec.NONE,
            ObservabilitySpec.NONE);
    var older = Fixtures.with(BASE, named);
    var younger =
        new ExportFacts(
            Owner.export("zoo", "pay"),
            "u2",
            1,
            Fixtures.START.plusSeconds(1),
            false,
            named,
            service(),
            List.of(),
            Map.of(),
            Map.of());
    var claims = Claims.of(List.of(younger, older));
    assertNotNull(translate(older, claims).desired());
    var finding = translate(younger, claims).findings().getFirst();
    assertEquals("NameConflict", finding.reason());
    assertTrue(finding.message().contains("LatticeExport/shop/checkout"), finding.message());
  }

  @Test
  void anExportThatIsBeingDeletedWantsNothing() {
    var desired = translate(Fixtures.deleting(BASE)).desired();
    assertTrue(Objects.requireNonNull(desired).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,   10.255.1.1, true",
    "10.0.0.0/8,   11.0.0.1,   false",
    "10.1.2.3/32,  10.1.2.3,   true",
    "0.0.0.0/0,    1.2.3.4,    true",
    "2001:db8::/32, 2001:db8:ff::1, true",
    "2001:db8::/32, 10.0.0.1,  false",
  })
  void aCidrContainsItsAddresses(String cidr, String ip, boolean within) {
    assertEquals(within, Cidr.parse(cidr).contains(ip));
  }
}
