package io.latticeoperator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.dashboard.DashboardBody;
import io.latticeoperator.dashboard.Subject;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardPlanTest {
  private static final ClusterIdentity ONE = new ClusterIdentity("uid-one", "one");
  private static final Owner SHOP = Owner.network("shop");

  private static Dashboard dashboard(ClusterIdentity cluster, String title, boolean keeps) {
    return DashboardBody.of(
        new Subject(cluster, SHOP, "eu-west-1", title, List.of(), null, true), "ops", keeps);
  }

  private static Plan plan(LatticeState desired, LatticeState observed) {
    return Planner.plan(new Slice(ONE, "uid", desired, observed, Set.of(), Map.of()));
  }

  private static LatticeState desired(Dashboard dashboard) {
    return LatticeState.EMPTY.with(key(dashboard), Resource.desired(dashboard));
  }

  /** As the mirror has it: the mark stands for tags. */
  private static LatticeState observed(String body) {
    var dashboard = DashboardBody.observed("ops", body);
    var key = key(dashboard);
    var tags =
        dashboard.marked(ONE, SHOP) ? Ownership.tags(ONE, key, "") : Map.<String, String>of();
    var physical =
        new Physical(
            "ops",
            "arn:aws:cloudwatch::111122223333:dashboard/ops",
            ResourceStatus.ACTIVE,
            null,
            null,
            tags);
    return LatticeState.EMPTY.with(key, new Resource(dashboard, physical));
  }

  private static Key key(Dashboard dashboard) {
    return new Key(new Place("", "eu-west-1"), SHOP, dashboard.role());
  }

  @Test
  void oneThatIsMissingIsMade() {
    assertEquals(
        "+ create dashboard ops  because: wanted\n",
        PlanText.of(plan(desired(dashboard(ONE, "a", false)), LatticeState.EMPTY)));
  }

  @Test
  void oursIsRewrittenWhenItDiffersAndOnlyThen() {
    var wanted = desired(dashboard(ONE, "a", false));
    assertEquals(
        "nothing to do\n", PlanText.of(plan(wanted, observed(dashboard(ONE, "a", false).body()))));
    assertEquals(
        "~ update dashboard ops  because: differs from what is wanted\n",
        PlanText.of(plan(wanted, observed(dashboard(ONE, "b", false).body()))));
  }

  @Test
  void oursGoesWhenItIsNoLongerWanted() {
    assertEquals(
        "- delete dashboard ops  because: no longer wanted\n",
        PlanText.of(plan(LatticeState.EMPTY, observed(dashboard(ONE, "a", false).body()))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aForeignOneIsNeitherRewrittenNorDeleted(boolean keeps) {
    var peer = dashboard(new ClusterIdentity("uid-two", "two"), "a", keeps).body();
    var edited = peer.replace("AWS knows no service", "Hello");
    for (var body : List.of("{\"widgets\":[]}", peer, edited)) {
      var plan = plan(desired(dashboard(ONE, "a", keeps)), observed(body));
      assertEquals(List.of(), plan.changes(), body);
      assertEquals(Plan.Why.NAME_CONFLICT, plan.waiting().getFirst().why(), body);
      assertTrue(
          plan.waiting().getFirst().message().contains("dashboard/ops"),
          plan.waiting().getFirst().message());
      assertEquals(List.of(), plan(LatticeState.EMPTY, observed(body)).changes(), body);
    }
  }
}
