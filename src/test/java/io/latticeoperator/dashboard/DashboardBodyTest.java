package io.latticeoperator.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.dashboard.Subject.Offered;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardBodyTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ClusterIdentity ONE = new ClusterIdentity("uid-one", "one");
  private static final Owner NETWORK = Owner.network("shop");
  private static final Offered CART = offered("cart", 1);
  private static final Offered CHECKOUT = offered("checkout", 2);

  private static Offered offered(String name, int number) {
    var id = "svc-%017d".formatted(number);
    return new Offered(
        Owner.export("shop", name),
        id,
        "arn:aws:vpc-lattice:eu-west-1:111122223333:service/" + id,
        List.of("tg-%017d".formatted(number)));
  }

  private static Subject network(boolean published, Offered... services) {
    return new Subject(
        ONE, NETWORK, "eu-west-1", "shop", List.of(services), "/lattice/shop", published);
  }

  private static Subject export() {
    return new Subject(
        ONE,
        CHECKOUT.export(),
        "eu-west-1",
        "checkout",
        List.of(CHECKOUT),
        "/lattice/checkout",
        true);
  }

  private static Dashboard dashboard(Subject subject) {
    return DashboardBody.of(subject, "shop", false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "export"})
  void theBodyIsTheOneOnRecord(String which) throws IOException {
    var subject = which.equals("network") ? network(true, CART, CHECKOUT) : export();
    var actual = json(dashboard(subject).body()).toPrettyString() + "\n";
    var written = Path.of("target", "dashboard-" + which + ".json");
    Files.writeString(written, actual);
    try (var recorded = getClass().getResourceAsStream(which + ".json")) {
      assertTrue(recorded != null, "no record; compare with " + written);
      assertEquals(
          new String(recorded.readAllBytes(), StandardCharsets.UTF_8),
          actual,
          "compare with " + written);
    }
  }

  @Test
  void cloudWatchTakesIt() {
    var shop = new Shop();
    for (var subject : List.of(shop.network(), shop.export(), network(false))) {
      var body = dashboard(subject).body();
      var messages = put(shop, body);
      assertEquals("[]", messages, body);
      assertEquals(
          body,
          shop.cloudWatch
              .ok("GetDashboard", "{'DashboardName':'d'}")
              .get("DashboardBody")
              .asText());
    }
  }

  private static String put(Shop shop, String body) {
    var request = MAPPER.createObjectNode().put("DashboardName", "d");
    request.put("DashboardBody", body);
    // the client takes ' for "
    return shop.cloudWatch
        .ok("PutDashboard", "%s", request.toString().replace("'", "\\u0027"))
        .get("DashboardValidationMessages")
        .toString();
  }

  @Test
  void widgetsNeitherOverlapNorLeaveTheGrid() {
    for (var subject : List.of(network(true, CART, CHECKOUT), export(), network(false))) {
      var taken = new boolean[200][24];
      for (var widget : json(dashboard(subject).body()).get("widgets")) {
        for (int y = 0; y < widget.get("height").asInt(); y++) {
          for (int x = 0; x < widget.get("width").asInt(); x++) {
            int row = widget.get("y").asInt() + y;
            int column = widget.get("x").asInt() + x;
            assertFalse(taken[row][column], widget.toString());
            taken[row][column] = true;
          }
        }
      }
    }
  }

  /**
   * CloudWatch's quotas: 500 widgets, 500 metrics each, 2,500 in all, 1,024 characters a search.
   */
  @Test
  void aNetworkWithAllTheServicesThatItMayHaveFits() {
    var services =
        IntStream.range(0, 500)
            .mapToObj(i -> offered("service-with-a-long-name-%03d".formatted(i), i))
            .toArray(Offered[]::new);
    var body = json(dashboard(network(true, services)).body());
    int zones = 6;
    int all = 0;
    for (var widget : body.get("widgets")) {
      var metrics = widget.path("properties").path("metrics");
      int found = 0;
      for (var metric : metrics) {
        var expression = metric.path(metric.size() - 1).path("expression").asText();
        if (expression.contains("SEARCH")) {
          var search = expression.replaceAll(".*SEARCH\\('([^']*)'.*", "$1");
          assertTrue(search.length() <= 1024, search);
          found += search.split(" OR ").length * zones;
        } else {
          found++;
        }
      }
      assertTrue(metrics.size() <= 500, widget.toString());
      all += found;
    }
    assertTrue(all > 1000 && all <= 2500, Integer.toString(all));
    assertTrue(body.get("widgets").size() <= 20);
    assertTrue(body.toString().contains("The first 150 of 500 services."));
    assertTrue(body.toString().contains("SORT(METRICS(), MAX, DESC, 20)"));
  }

  @Test
  void withoutPublishedMetricsTheOperatorsOwnAreNotShown() {
    assertTrue(dashboard(network(true, CART)).body().contains("\"LatticeOperator\""));
    assertFalse(dashboard(network(false, CART)).body().contains("\"LatticeOperator\""));
  }

  @Test
  void withoutALogGroupNothingIsAskedOfLogs() {
    var subject = new Subject(ONE, NETWORK, "eu-west-1", "shop", List.of(CART), null, true);
    assertFalse(dashboard(subject).body().contains("SOURCE"));
  }

  @Test
  void whatWasWrittenIsReadAsOurs() {
    var written = dashboard(network(true, CART));
    var read = DashboardBody.observed("shop", written.body());
    assertEquals(written.mark(), read.mark());
    assertEquals(written.digest(), read.digest());
    assertFalse(read.edited());
    assertTrue(read.marked(ONE, NETWORK));
    assertFalse(read.marked(ONE, Owner.network("other")));
    assertFalse(read.marked(new ClusterIdentity("uid-two", "one"), NETWORK));
  }

  @Test
  void whatHasNoMarkIsNobodys() {
    for (var foreign : List.of("{\"widgets\":[]}", "no json", "[]", "null", "")) {
      var read = DashboardBody.observed("shop", foreign);
      assertNull(read.mark(), foreign);
      assertFalse(read.marked(ONE, NETWORK), foreign);
      assertFalse(dashboard(network(true, CART)).satisfiedBy(read), foreign);
      assertFalse(DashboardBody.of(network(true, CART), "shop", true).satisfiedBy(read), foreign);
    }
  }

  /** What is there against what is to be done about it, by the choice for edits by hand. */
  @ParameterizedTest(name = "{0}: repair {1}, keep {2}")
  @CsvSource({
    "as wanted,                    leave,   leave",
    "as wanted written otherwise,  leave,   leave",
    "as wanted and edited,         rewrite, leave",
    "earlier version,              rewrite, rewrite",
    "earlier version and edited,   rewrite, leave",
    "of another cluster,           rewrite, rewrite",
    "of another owner,             rewrite, rewrite",
    "without a mark,               rewrite, rewrite",
  })
  void editsAreRepairedOrKept(String there, String repair, String keep) {
    for (boolean keeps : new boolean[] {false, true}) {
      var wanted = DashboardBody.of(network(true, CART, CHECKOUT), "shop", keeps);
      var observed = DashboardBody.observed("shop", body(there, keeps));
      assertEquals(
          (keeps ? keep : repair).equals("leave"),
          wanted.satisfiedBy(observed),
          keeps ? "keep" : "repair");
    }
  }

  private static String body(String what, boolean keeps) {
    var wanted = DashboardBody.of(network(true, CART, CHECKOUT), "shop", keeps).body();
    var earlier = DashboardBody.of(network(true, CART), "shop", keeps).body();
    return switch (what) {
      case "as wanted" -> wanted;
      case "as wanted written otherwise" -> json(wanted).toPrettyString();
      case "as wanted and edited" -> wanted.replace("Latency p50", "Median");
      case "earlier version" -> earlier;
      case "earlier version and edited" -> earlier.replace("Latency p50", "Median");
      case "of another cluster" -> wanted.replace("uid-one", "uid-two");
      case "of another owner" -> wanted.replace("LatticeNetwork/shop", "LatticeNetwork/store");
      case "without a mark" -> wanted.replace("managed by lattice-operator", "managed by hand");
      default -> throw new AssertionError(what);
    };
  }

  @Test
  void theOrderOfWidgetsIsThatOfTheirPlaces() {
    var places = new ArrayList<Integer>();
    json(dashboard(export()).body())
        .get("widgets")
        .forEach(w -> places.add(w.get("y").asInt() * 24 + w.get("x").asInt()));
    assertEquals(places.stream().sorted().toList(), places);
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(text, malformed);
    }
  }
}
