package io.latticeoperator.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.AccessLogsSpec.LogGroupSpec;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.NetworkSpec.NamespaceRule;
import io.latticeoperator.translate.NetworkSpec.ServiceNetworkSpec;
import io.latticeoperator.translate.NetworkSpec.SharingSpec;
import io.latticeoperator.translate.ObservabilitySpec.AlarmsSpec;
import io.latticeoperator.translate.ObservabilitySpec.DashboardSpec;
import io.latticeoperator.translate.ObservabilitySpec.ForeignEdits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObservabilityTest {
  private static final Owner SHOP = Owner.network("shop");
  private static final DashboardSpec DASHBOARD = new DashboardSpec(null, ForeignEdits.REPAIR);
  private static final AlarmsSpec ALARMS =
      new AlarmsSpec(List.of(), AlarmsSpec.DEFAULT_ERROR_PERCENT, AlarmsSpec.DEFAULT_LAG_SECONDS);
  private static final Member CHECKOUT = member("checkout", "svc-1");
  private static final Member UNMADE = member("unmade", null);

  private static Member member(String name, @Nullable String serviceId) {
    return new Member(
        Owner.export("shop", name),
        List.of("shop"),
        serviceId,
        serviceId == null ? null : "arn:aws:vpc-lattice:eu-west-1:1:service/" + serviceId,
        serviceId == null ? List.of() : List.of("tg-" + serviceId),
        null,
        new TreeSet<>());
  }

  private static ClusterSettings settings(boolean publishes) {
    var settings = Fixtures.SETTINGS;
    return new ClusterSettings(
        settings.identity(),
        settings.place(),
        settings.vpcId(),
        settings.routable(),
        settings.allowedNetworks(),
        settings.defaultNetwork(),
        publishes);
  }

  private static NetworkFacts network(ObservabilitySpec observability) {
    return new NetworkFacts(
        SHOP,
        "uid",
        1,
        Fixtures.START,
        false,
        new NetworkSpec(
            new ServiceNetworkSpec("shop", null, Map.of(), DeletionPolicy.DELETE),
            false,
            NamespaceRule.ALL,
            null,
            null,
            new AuthSpec(AuthType.NONE, null),
            null,
            new AccessLogsSpec(new LogGroupSpec("/shop", true, null), null, null),
            SharingSpec.NONE,
            observability,
            DeletionPolicy.DELETE,
            false),
        Map.of());
  }

  private static NetworkTranslation translate(
      ObservabilitySpec observability, boolean publishes, Member... members) {
    return new NetworkTranslator(settings(publishes))
        .translate(
            network(observability),
            Catalog.EMPTY,
            new Surroundings(Map.of(), null, Map.of(), List.of(members), true));
  }

  private static Dashboard dashboard(NetworkTranslation translation) {
    var desired = translation.desired();
    assertTrue(desired != null, translation.findings().toString());
    return desired.nodes(Dashboard.class).findFirst().orElseThrow().node();
  }

  private static List<String> alarms(NetworkTranslation translation) {
    var desired = translation.desired();
    assertTrue(desired != null, translation.findings().toString());
    return desired.nodes(Alarm.class).map(e -> e.key().role().text()).toList();
  }

  @Test
  void aNetworkThatAsksForNothingHasNothing() {
    var translation = translate(ObservabilitySpec.NONE, true, CHECKOUT);
    assertEquals(List.of(), alarms(translation));
    var desired = translation.desired();
    assertTrue(desired != null && desired.nodes(Dashboard.class).findAny().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(ForeignEdits.class)
  void theDashboardIsNamedAfterTheOwnerUnlessTheSpecHasAName(ForeignEdits edits) {
    var derived = translate(new ObservabilitySpec(new DashboardSpec(null, edits), null), true);
    assertEquals(Names.derived(Fixtures.SETTINGS.identity(), SHOP), dashboard(derived).name());
    assertEquals(edits == ForeignEdits.KEEP, dashboard(derived).keepsEdits());
    var named = translate(new ObservabilitySpec(new DashboardSpec("ops", edits), null), true);
    assertEquals("ops", dashboard(named).name());
  }

  @Test
  void theDashboardShowsServicesThatExistLogsAndTheOperator() {
    var body =
        dashboard(translate(new ObservabilitySpec(DASHBOARD, null), true, CHECKOUT, UNMADE)).body();
    assertTrue(body.contains("\"svc-1\"") && body.contains("shop/checkout"), body);
    assertFalse(body.contains("unmade"), body);
    assertTrue(body.contains("SOURCE '/shop'"), body);
    assertTrue(body.contains("\"LatticeOperator\",\"DesiredTargets\",\"Cluster\",\"one\""), body);
    assertTrue(body.contains("\"region\":\"eu-west-1\""), body);
  }

  @Test
  void alarmsOnTheOperatorsMetricsNeedThemPublished() {
    var spec = new ObservabilitySpec(null, ALARMS);
    var published = translate(spec, true, CHECKOUT, UNMADE);
    assertEquals(
        List.of(
            "alarm/errors-shop.checkout",
            "alarm/no-healthy-target",
            "alarm/operator-silent",
            "alarm/registration-lag"),
        alarms(published));
    assertEquals(List.of(), published.findings());
    var unpublished = translate(spec, false, CHECKOUT);
    assertEquals(List.of("alarm/errors-shop.checkout"), alarms(unpublished));
    var finding = unpublished.findings().getFirst();
    assertEquals(Finding.About.NOTE, finding.about());
    assertEquals("MetricsNotPublished", finding.reason());
    assertTrue(finding.message().contains("--cloudwatch-metrics"), finding.message());
  }

  @Test
  void aDashboardAloneNeedsNothingPublished() {
    var translation = translate(new ObservabilitySpec(DASHBOARD, null), false, CHECKOUT);
    assertEquals(List.of(), translation.findings());
  }

  @Test
  void aLargeNetworkIsToldWhatIsNotWatched() {
    var members =
        IntStream.range(0, 25)
            .mapToObj(i -> member("s%02d".formatted(i), "svc-" + i))
            .toArray(Member[]::new);
    var finding =
        translate(new ObservabilitySpec(null, ALARMS), true, members).findings().getFirst();
    assertEquals("AlarmsBounded", finding.reason());
    assertTrue(finding.message().contains("the first 20 of 25"), finding.message());
    assertTrue(finding.message().contains("LatticeExport/shop/s20"), finding.message());
  }

  @Test
  void anExportHasItsOwn() {
    var spec = ExportSpec.of("checkout");
    var observed =
        new ExportSpec(
            spec.serviceName(),
            spec.port(),
            spec.protocol(),
            spec.protocolVersion(),
            spec.ipAddressType(),
            spec.healthCheck(),
            spec.latticeServiceName(),
            spec.networks(),
            spec.listeners(),
            spec.deletionPolicy(),
            spec.suspend(),
            spec.maxRemovalPercent(),
            spec.floor(),
            spec.auth(),
            spec.accessLogs(),
            new ObservabilitySpec(DASHBOARD, ALARMS));
    var facts = Fixtures.facts(observed, Fixtures.slice(Fixtures.ready("10.1.0.5")));
    var desired =
        new Translator(settings(true))
            .translate(facts, Claims.of(List.of(facts)), Catalog.EMPTY, CHECKOUT)
            .desired();
    assertTrue(desired != null);
    var body = desired.nodes(Dashboard.class).findFirst().orElseThrow().node().body();
    assertTrue(body.contains("\"Namespace\",\"shop\""), body);
    assertTrue(body.contains("\"svc-1\""), body);
    assertEquals(
        List.of(
            "alarm/errors",
            "alarm/no-healthy-target",
            "alarm/operator-silent",
            "alarm/registration-lag"),
        desired.nodes(Alarm.class).map(e -> e.key().role().text()).toList());
  }

  @Test
  void dashboardsOfBothNamesAreLookedForAndAlarmsByTheirPrefix() {
    var derived = Names.derived(Fixtures.SETTINGS.identity(), SHOP);
    assertEquals(
        List.of("DASHBOARD " + derived + " false", "ALARM " + derived + " false"),
        inquiries(ObservabilitySpec.NONE));
    assertEquals(
        List.of("DASHBOARD " + derived + " true", "ALARM " + derived + " true"),
        inquiries(new ObservabilitySpec(DASHBOARD, ALARMS)));
    assertEquals(
        List.of(
            "DASHBOARD ops true", "DASHBOARD " + derived + " false", "ALARM " + derived + " false"),
        inquiries(new ObservabilitySpec(new DashboardSpec("ops", ForeignEdits.KEEP), null)));
  }

  @Test
  void untilAllExportsAreKnownWhatIsThereStays() {
    var translation =
        new NetworkTranslator(settings(true))
            .translate(
                network(new ObservabilitySpec(DASHBOARD, ALARMS)),
                Catalog.EMPTY,
                new Surroundings(Map.of(), null, Map.of(), List.of(CHECKOUT), false));
    assertEquals(Set.of(Kind.DASHBOARD, Kind.ALARM), translation.frozen());
    assertEquals(List.of(), alarms(translation));
  }

  private static List<String> inquiries(ObservabilitySpec spec) {
    return new NetworkTranslator(settings(true))
        .inquiries(network(spec), Surroundings.NONE).stream()
            .filter(i -> i.lookup().kind() == Kind.DASHBOARD || i.lookup().kind() == Kind.ALARM)
            .map(i -> i.lookup().kind() + " " + i.lookup().subject() + " " + i.asked())
            .toList();
  }
}
