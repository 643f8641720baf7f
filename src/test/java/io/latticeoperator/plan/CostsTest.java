package io.latticeoperator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.Alarm.Expression;
import io.latticeoperator.model.Alarm.Query;
import io.latticeoperator.model.Alarm.Statistic;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceNetwork;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CostsTest {
  private static final Key KEY =
      new Key(
          new Place("111122223333", "us-east-1"), Owner.export("shop", "checkout"), Role.service());
  private static final LatticeService SERVICE = new LatticeService("checkout", null);
  private static final Dashboard DASHBOARD = new Dashboard("lattice-shop", "{}", "", null, false);

  private static Change create(Node node) {
    return new Change.Create(KEY, node, Map.of(), Map.of(), "wanted");
  }

  private static Change delete(Node node) {
    var physical = new Physical("id", "arn", ResourceStatus.ACTIVE, null, null, null);
    return new Change.Delete(KEY, physical, node, Map.of(), "no longer wanted");
  }

  private static Plan plan(Change... changes) {
    return new Plan(List.of(changes), List.of());
  }

  @Test
  void aServiceCostsForEachHourOfTheMonth() {
    assertEquals(new BigDecimal("18.250"), Price.SERVICE_HOUR.monthly());
  }

  @Test
  void whatIsCreatedIsAdded() {
    var costs = Costs.of(plan(create(SERVICE), create(SERVICE), create(DASHBOARD)));
    assertEquals(Map.of(Price.SERVICE_HOUR, 2, Price.DASHBOARD, 1), costs.added());
    assertEquals(0, new BigDecimal("39.50").compareTo(costs.monthly()));
    assertEquals(
        Optional.of(
            "about +$39.50 a month (us-east-1, list prices of 2026-09): +2 services, +1 dashboard;"
                + " traffic and logs come on top"),
        costs.text());
  }

  @Test
  void anAlarmCostsForEachMetricThatItLooksAt() {
    var errors = new Statistic("AWS/VpcLattice", "HTTPCode_5XX_Count", Map.of(), "Sum", 60);
    var requests = new Statistic("AWS/VpcLattice", "TotalRequestCount", Map.of(), "Sum", 60);
    var share =
        new Expression(
            List.of(
                Query.of("e", errors),
                Query.of("r", requests),
                Query.watched("s", "e/r", "share")));
    var costs = Costs.of(plan(create(alarm(errors)), create(alarm(share))));
    assertEquals(Map.of(Price.ALARM_METRIC, 3), costs.added());
    assertEquals(0, new BigDecimal("0.30").compareTo(costs.monthly()));
  }

  private static Alarm alarm(Alarm.Watched watched) {
    return new Alarm(
        "lattice",
        "lattice-errors",
        "",
        watched,
        1,
        1,
        1,
        "GreaterThanThreshold",
        Alarm.MISSING,
        List.of());
  }

  @Test
  void whatIsDeletedIsTakenOff() {
    var costs = Costs.of(List.of(plan(create(DASHBOARD)), plan(delete(SERVICE))));
    assertEquals(
        Optional.of(
            "about -$15.25 a month (us-east-1, list prices of 2026-09): +1 dashboard, -1 service;"
                + " traffic and logs come on top"),
        costs.text());
  }

  @Test
  void thingsThatCostOnlyByUseAreNotNamed() {
    var network = new ServiceNetwork("shop", AuthType.NONE, false, Map.of());
    var costs = Costs.of(plan(create(network), create(new LogGroup("/lattice/shop", 30, false))));
    assertEquals(Optional.empty(), costs.text());
    assertEquals(BigDecimal.ZERO, costs.monthly());
    assertEquals(Optional.empty(), Costs.of(Plan.EMPTY).text());
  }

  @Test
  void thePageIsWorkedOutFromTheSamePrices() throws IOException {
    var page = Files.readString(Path.of("docs/costs.md"));
    for (var part : List.of(CostsPage.prices(), CostsPage.uses())) {
      assertTrue(page.contains(part), () -> "docs/costs.md should hold:\n" + part);
    }
    assertTrue(page.contains(Price.REGION) && page.contains(Price.READ));
    Stream.of(Price.values()).forEach(price -> assertTrue(page.contains(price.page())));
  }
}
