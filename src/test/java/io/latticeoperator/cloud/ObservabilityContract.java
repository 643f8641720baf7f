package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.NETWORK;
import static io.latticeoperator.cloud.Stage.done;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.network;
import static io.latticeoperator.cloud.Stage.physical;
import static io.latticeoperator.cloud.Stage.tags;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.dashboard.Alarms;
import io.latticeoperator.dashboard.DashboardBody;
import io.latticeoperator.dashboard.Subject;
import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Physical;
import io.latticeoperator.plan.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every cloud does with dashboards and alarms. */
public interface ObservabilityContract {
  ClusterIdentity CLUSTER = new ClusterIdentity("uid-1", "one");
  Subject MESH =
      new Subject(
          CLUSTER,
          NETWORK.owner(),
          "eu-central-1",
          "mesh",
          List.of(
              new Subject.Offered(
                  Owner.export("shop", "checkout"), "svc-1", null, List.of("tg-1"))),
          null,
          true);
  String TOPIC = "arn:aws:sns:eu-central-1:111122223333:oncall";

  /** Where the test plays: the same one all through a test. */
  Stage stage();

  private static Dashboard dashboard() {
    return DashboardBody.of(MESH, "mesh", false);
  }

  private static List<Alarm> alarms() {
    return Alarms.of(MESH, List.of(TOPIC), 5, 60);
  }

  private static String prefix() {
    return alarms().getFirst().prefix();
  }

  @Test
  default void takesADashboardThroughItsLife() {
    var node = dashboard();
    var receipt = stage().create(network(node), node, Map.of());
    assertEquals(3, receipt.calls());
    var created = physical(receipt).withTags(null);
    assertEquals("arn:aws:cloudwatch::111122223333:dashboard/mesh", created.arn());
    var found = stage().one(Kind.DASHBOARD, "mesh");
    assertTrue(node.satisfiedBy((Dashboard) found.node()));
    assertTrue(((Dashboard) found.node()).marked(CLUSTER, NETWORK.owner()));
    assertEquals(created, found.physical());
    var other = DashboardBody.of(MESH, "mesh", true);
    var updated = stage().update(network(node), created, found.node(), other, Map.of());
    assertNull(done(updated).physical());
    assertEquals(1, updated.calls());
    var after = (Dashboard) stage().one(Kind.DASHBOARD, "mesh").node();
    assertEquals(other.body(), after.body());
    for (int time = 0; time < 2; time++) {
      assertNull(done(stage().delete(network(node), created, after, Map.of())).physical());
      assertEquals(List.of(), stage().find(Kind.DASHBOARD, "mesh"));
    }
  }

  @Test
  default void readsForeignDashboardsAsNobodys() {
    stage()
        .elsewhere(
            "monitoring",
            "PutDashboard",
            "{'DashboardName': 'mesh', 'DashboardBody': '{\\\"widgets\\\": []}'}");
    var found = (Dashboard) stage().one(Kind.DASHBOARD, "mesh").node();
    assertNull(found.mark());
  }

  @Test
  default void answersInvalidAndDeniedToADashboard() {
    var node = dashboard();
    var broken = new Dashboard("mesh", "{\"widgets\": 1}", "", null, false);
    var refused = stage().create(network(node), broken, Map.of());
    assertEquals(Fault.Kind.INVALID, Stage.fault(refused).kind());
    stage().refused(Stage.creation(node, Map.of()), "cloudwatch:PutDashboard", 2);
    stage().refused(Stage.creation(node, Map.of()), "cloudwatch:GetDashboard");
    stage().unreadable(Kind.DASHBOARD, "mesh", "cloudwatch:GetDashboard");
    var physical = stage().made(node, Map.of());
    assertThrows(
        IllegalArgumentException.class,
        () -> stage().tag(network(node), physical, node, Map.of("team", "shop")));
  }

  @Test
  default void readsEveryAlarmBackAsItWasWanted() {
    for (var alarm : alarms()) {
      var receipt = stage().create(network(alarm), alarm, Map.of());
      assertEquals(3, receipt.calls());
      var created = physical(receipt);
      var found =
          stage().find(Kind.ALARM, prefix()).stream()
              .filter(
                  each -> each.node() instanceof Alarm there && there.name().equals(alarm.name()))
              .findFirst()
              .orElseThrow();
      assertTrue(alarm.satisfiedBy((Alarm) found.node()), found::toString);
      assertEquals(created, found.physical());
      assertEquals(tags(network(alarm)), created.tags());
    }
    assertEquals(1 + alarms().size(), stage().read(new Read.Find(Kind.ALARM, prefix())).calls());
    assertEquals(List.of(), stage().find(Kind.ALARM, prefix() + "-none"));
  }

  @Test
  default void changesAnAlarmAndDeletesIt() {
    var before = alarms().getFirst();
    var created = stage().made(before, Map.of());
    var after = Alarms.of(MESH, List.of(), 7, 60).getFirst();
    var updated = stage().update(network(before), created, before, after, Map.of());
    assertNull(done(updated).physical());
    assertEquals(1, updated.calls());
    var found = stage().one(Kind.ALARM, prefix());
    assertTrue(after.satisfiedBy((Alarm) found.node()), found::toString);
    assertEquals(created, found.physical());
    for (int time = 0; time < 2; time++) {
      assertNull(done(stage().delete(network(after), created, after, Map.of())).physical());
      assertEquals(List.of(), stage().find(Kind.ALARM, prefix()));
    }
  }

  @Test
  default void tagsAndUntagsAnAlarm() {
    var alarm = alarms().getFirst();
    Physical created = stage().made(alarm, Map.of());
    stage()
        .elsewhere(
            "monitoring",
            "TagResource",
            "{'ResourceARN': '%s', 'Tags': [{'Key': 'foreign', 'Value': 'yes'}]}"
                .formatted(created.arn()));
    stage().tag(network(alarm), created, alarm, Map.of("team", "shop", "gone", "soon"));
    stage().untag(network(alarm), created, alarm, Set.of("gone"));
    var expected = new HashMap<>(tags(network(alarm)));
    expected.put("foreign", "yes");
    expected.put("team", "shop");
    assertEquals(expected, requireNonNull(stage().one(Kind.ALARM, prefix()).physical()).tags());
  }

  @Test
  default void overwritesNeitherDashboardNorAlarmByACreate() {
    stage().made(dashboard(), Map.of());
    var other = DashboardBody.of(MESH, "mesh", true);
    failed(Fault.Kind.CONFLICT, stage().create(network(other), other, Map.of()));
    assertTrue(dashboard().satisfiedBy((Dashboard) stage().one(Kind.DASHBOARD, "mesh").node()));
    var before = alarms().getFirst();
    stage().made(before, Map.of());
    var after = Alarms.of(MESH, List.of(), 7, 60).getFirst();
    failed(Fault.Kind.CONFLICT, stage().create(network(after), after, Map.of()));
    assertTrue(before.satisfiedBy((Alarm) stage().one(Kind.ALARM, prefix()).node()));
  }

  @Test
  default void namesTheMissingActionOfAnAlarm() {
    var alarm = alarms().getFirst();
    stage().refused(Stage.creation(alarm, Map.of()), "cloudwatch:PutMetricAlarm", 2);
    stage().refused(Stage.creation(alarm, Map.of()), "cloudwatch:DescribeAlarms");
    stage().made(alarm, Map.of());
    stage().unreadable(Kind.ALARM, prefix(), "cloudwatch:DescribeAlarms");
    stage().unreadable(Kind.ALARM, prefix(), "cloudwatch:ListTagsForResource");
  }
}
