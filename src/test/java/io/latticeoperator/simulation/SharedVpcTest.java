package io.latticeoperator.simulation;

import static io.latticeoperator.simulation.Fleet.NODES;
import static io.latticeoperator.simulation.Fleet.export;
import static io.latticeoperator.simulation.Fleet.leaving;
import static io.latticeoperator.translate.NetworkFixture.SHOP;
import static io.latticeoperator.translate.NetworkFixture.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.NetworkFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Two clusters in one VPC whose networks are one, made and removed in every order: the one that
 * remains keeps its way through Lattice at every moment.
 */
class SharedVpcTest {
  private static NetworkFacts wanted() {
    return network().deletable().associated(DeletionPolicy.DELETE).podGroups(2, NODES).facts();
  }

  @TestFactory
  Stream<DynamicTest> inEveryOrder() {
    return Stream.of(
            List.of("+one", "+two", "-one", "-two"),
            List.of("+one", "+two", "-two", "-one"),
            List.of("+two", "+one", "-one", "-two"),
            List.of("+two", "+one", "-two", "-one"),
            List.of("+one", "-one", "+two", "-two"),
            List.of("+two", "-two", "+one", "-one"))
        .map(order -> DynamicTest.dynamicTest(order.toString(), () -> inOrder(order)));
  }

  private static void inOrder(List<String> order) {
    var fleet = new Fleet();
    var clusters = new HashMap<String, Fleet.Cluster>();
    for (var name : List.of("one", "two")) {
      clusters.put(name, fleet.cluster(name));
    }
    var served = new ArrayList<String>();
    for (var step : order) {
      var name = step.substring(1);
      var cluster = clusters.get(name);
      if (step.startsWith("+")) {
        cluster.put(wanted());
        cluster.put(export(name, "shop", 8080, name.equals("one") ? "10.1.0.1" : "10.1.0.2"));
        watch(fleet, served, step);
        served.add(name);
      } else {
        served.remove(name);
        cluster.put(
            io.latticeoperator.translate.Fixtures.deleting(
                export(name, "shop", 8080, name.equals("one") ? "10.1.0.1" : "10.1.0.2")));
        cluster.put(leaving(wanted()));
        watch(fleet, served, step);
        assertFalse(cluster.has(SHOP), () -> step + ": " + cluster.network(SHOP).conditions());
      }
    }
    assertEquals(List.of(), fleet.associated());
    assertEquals(List.of(), fleet.openPorts());
    assertEquals(0, fleet.aws.lattice().view().networks().size());
    assertEquals(Map.of(), refused(fleet, clusters.get("one")));
    assertEquals(Map.of(), refused(fleet, clusters.get("two")));
  }

  private static Map<String, Long> refused(Fleet fleet, Fleet.Cluster cluster) {
    return fleet.calls(cluster.caller(), result -> result.contains("Denied"));
  }

  /** Lets five minutes pass and looks every second whether those who are served still are. */
  private static void watch(Fleet fleet, List<String> served, String step) {
    for (int second = 0; second < 300; second++) {
      fleet.run(Duration.ofSeconds(1));
      if (!served.isEmpty()) {
        var at = step + ", after " + second + " s, served " + served;
        assertEquals(1, fleet.associated().size(), at);
        assertTrue(fleet.associated().getFirst().endsWith(" ACTIVE"), at);
        assertEquals(List.of("8080-8080"), fleet.openPorts(), at);
      }
    }
  }
}
