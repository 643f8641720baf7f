package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names of what belongs to the whole cluster. */
@Tag("helm")
class ChartNamesTest {
  private static final List<String> RELEASES =
      List.of(
          "lattice-system/lattice-operator",
          "lattice-system/shop-lattice-operator",
          "lattice-operator/lattice-operator",
          "lattice-operator-blue/lattice-operator",
          "lattice-operator-blue/blue",
          "shop/lattice-operator",
          "shop-blue/lattice-operator",
          "shop/blue-lattice-operator",
          "%1$s-a/lattice-operator".formatted("n".repeat(61)),
          "%1$s-b/lattice-operator".formatted("n".repeat(61)));

  @Test
  void noTwoReleasesShareOne() {
    var owners = new HashMap<String, String>();
    var shared = new HashMap<String, String>();
    for (var release : RELEASES) {
      for (var object : ofTheCluster(release)) {
        var other = owners.put(object, release);
        if (other != null) {
          shared.put(object, other + " and " + release);
        }
      }
    }
    assertEquals(Map.of(), shared);
    assertEquals(4 * RELEASES.size(), owners.size());
  }

  private static List<String> ofTheCluster(String release) {
    var words = release.split("/");
    var ran =
        Chart.run(
            List.of(
                "helm",
                "template",
                words[1],
                Chart.FOLDER.toString(),
                "--namespace",
                words[0],
                "--kube-version",
                "1.36.0"),
            Chart.NEEDED);
    assertEquals(0, ran.code(), ran.err());
    return Chart.parse(ran.out()).stream()
        .filter(it -> it.namespace().isEmpty() && !it.kind().equals("CustomResourceDefinition"))
        .map(Chart.Rendered::toString)
        .toList();
  }
}
