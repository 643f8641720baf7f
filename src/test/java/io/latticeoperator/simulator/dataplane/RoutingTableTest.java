package io.latticeoperator.simulator.dataplane;

import static io.latticeoperator.simulator.dataplane.Scene.target;
import static io.latticeoperator.simulator.dataplane.Scene.to;
import static io.latticeoperator.simulator.lattice.TargetStatus.DRAINING;
import static io.latticeoperator.simulator.lattice.TargetStatus.HEALTHY;
import static io.latticeoperator.simulator.lattice.TargetStatus.INITIAL;
import static io.latticeoperator.simulator.lattice.TargetStatus.UNAVAILABLE;
import static io.latticeoperator.simulator.lattice.TargetStatus.UNHEALTHY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.simulator.lattice.Action;
import io.latticeoperator.simulator.lattice.AuthType;
import io.latticeoperator.simulator.lattice.ListenerProtocol;
import io.latticeoperator.simulator.lattice.Match;
import io.latticeoperator.simulator.lattice.Match.Comparison;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.Status;
import io.latticeoperator.simulator.lattice.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {
  private static final RequestHead CALL = call("vpc-a", 80, "shop.lattice.test");
  private final Turns turns = Turns.counting();

  private static RequestHead call(String vpc, int port, String host) {
    return new RequestHead(new Entrance(vpc, port), false, host, "GET", "/", Map.of());
  }

  private static RequestHead get(String path) {
    return request("GET", path, Map.of());
  }

  private static RequestHead request(
      String method, String path, Map<String, List<String>> headers) {
    return new RequestHead(
        new Entrance("vpc-a", 80), false, "shop.lattice.test", method, path, headers);
  }

  /** The target's address, or the status. */
  private String where(Scene scene, RequestHead head) {
    return where(scene.table(), head);
  }

  private String where(RoutingTable table, RequestHead head) {
    return switch (table.route(head, turns)) {
      case Route.Forward forward -> forward.target().id();
      case Route.Fixed fixed -> "fixed " + fixed.status();
      case Route.Refused refused -> "refused " + refused.status();
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.lattice.test",
        "SHOP.Lattice.Test",
        "shop.lattice.test.",
        "shop.example.com"
      })
  void findsAServiceByItsGeneratedOrCustomName(String host) {
    var scene =
        Scene.shop()
            .service("shop", "net", AuthType.NONE, "Shop.example.com")
            .targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("10.0.0.1", where(scene, call("vpc-a", 80, host)));
  }

  @ParameterizedTest
  @CsvSource({
    "vpc-a, 80, other.lattice.test",
    "vpc-a, 80, foreign.lattice.test",
    "vpc-b, 80, shop.lattice.test",
    "vpc-a, 81, shop.lattice.test",
    "vpc-a, 80, ''"
  })
  void refusesWhatTheCallersNetworkDoesNotHold(String vpc, int port, String host) {
    var scene =
        Scene.shop()
            .network("elsewhere", AuthType.NONE)
            .service("foreign", "elsewhere", AuthType.NONE, null)
            .targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("refused 404", where(scene, call(vpc, port, host)));
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void associationsCountWhileTheyAreInForce(Status status) {
    boolean live =
        switch (status) {
          case ACTIVE, UPDATE_IN_PROGRESS, UPDATE_FAILED, DELETE_FAILED -> true;
          case CREATE_IN_PROGRESS, CREATE_FAILED, DELETE_IN_PROGRESS -> false;
        };
    var expected = live ? "10.0.0.1" : "refused 404";
    var scene = Scene.shop().targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals(expected, where(scene.vpc("vpc-a", "net", status), CALL));
    scene.vpc("vpc-a", "net", Status.ACTIVE);
    assertEquals(expected, where(scene.member("shop", "net", status), CALL));
  }

  @Test
  void deniesEverythingUnderAwsIam() {
    var service = Scene.shop().service("shop", "net", AuthType.AWS_IAM, null);
    assertEquals("refused 403", where(service, CALL));
    assertEquals("refused 403", where(Scene.shop().network("net", AuthType.AWS_IAM), CALL));
  }

  @Test
  void aListenerSpeaksItsProtocolOnly() {
    var scene =
        Scene.shop()
            .listener("shop", ListenerProtocol.HTTPS, 443, to("blue"))
            .listener("shop", ListenerProtocol.TLS_PASSTHROUGH, 8443, to("blue"))
            .targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("refused 400", where(scene, call("vpc-a", 443, "shop.lattice.test")));
    assertEquals("refused 404", where(scene, call("vpc-a", 8443, "shop.lattice.test")));
    var tls =
        new RequestHead(
            new Entrance("vpc-a", 443), true, "shop.lattice.test", "GET", "/", Map.of());
    assertEquals("10.0.0.1", where(scene, tls));
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    var scene =
        Scene.shop()
            .rule("shop", 80, 10, prefix("/a", false), new Action.FixedResponse(404))
            .rule("shop", 80, 20, prefix("/ab", false), new Action.FixedResponse(500))
            .targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("fixed 404", where(scene, get("/abc")));
    assertEquals("10.0.0.1", where(scene, get("/b")));
  }

  @ParameterizedTest
  @CsvSource({
    "EXACT,  /cart, false, /cart,     true",
    "EXACT,  /cart, false, /CART,     true",
    "EXACT,  /cart, true,  /CART,     false",
    "EXACT,  /cart, false, /cart/1,   false",
    "PREFIX, /cart, false, /cart,     true",
    "PREFIX, /cart, false, /Cart/1,   true",
    "PREFIX, /cart, true,  /Cart/1,   false",
    "PREFIX, /cart, false, /cartoons, true",
    "PREFIX, /cart, false, /car,      false"
  })
  void pathsAreComparedAsStrings(
      Comparison comparison, String value, boolean caseSensitive, String path, boolean matches) {
    var match = new Match(null, new Match.Path(comparison, value, caseSensitive), List.of());
    assertEquals(matches, Matching.matches(match, get(path), false));
  }

  @ParameterizedTest
  @CsvSource({
    "/cart, /cart, true",
    "/cart, /cart/1, true",
    "/cart, /cartoons, false",
    "/, /x, true"
  })
  void prefixesMayBeTakenBySegments(String prefix, String path, boolean matches) {
    assertEquals(matches, Matching.matches(prefix(prefix, true), get(path), true));
  }

  @ParameterizedTest
  @CsvSource({
    "EXACT,    gold,  false, GOLD,       true",
    "EXACT,    gold,  true,  GOLD,       false",
    "EXACT,    gold,  true,  golden,     false",
    "PREFIX,   gold,  true,  golden,     true",
    "CONTAINS, old,   true,  golden,     true",
    "CONTAINS, OLD,   true,  golden,     false"
  })
  void headersAreComparedByAnyOfTheirValues(
      Comparison comparison, String value, boolean caseSensitive, String sent, boolean matches) {
    var match =
        new Match(
            null, null, List.of(new Match.Header("X-Tier", comparison, value, caseSensitive)));
    var head = request("GET", "/", Map.of("x-tier", List.of("none", sent)));
    assertEquals(matches, Matching.matches(match, head, false));
    assertEquals(false, Matching.matches(match, get("/"), false));
  }

  @Test
  void allPartsOfAMatchMustHold() {
    var match =
        new Match(
            "POST",
            new Match.Path(Comparison.PREFIX, "/pay", false),
            List.of(
                new Match.Header("x-a", Comparison.EXACT, "1", false),
                new Match.Header("x-b", Comparison.EXACT, "2", false)));
    var both = Map.of("x-a", List.of("1"), "x-b", List.of("2"));
    assertEquals(true, Matching.matches(match, request("POST", "/pay", both), false));
    assertEquals(false, Matching.matches(match, request("post", "/pay", both), false));
    assertEquals(false, Matching.matches(match, request("POST", "/", both), false));
    var one = Map.of("x-a", List.of("1"));
    assertEquals(false, Matching.matches(match, request("POST", "/pay", one), false));
  }

  @Test
  void groupsGetTheirShareByWeight() {
    var scene =
        Scene.shop()
            .listener("shop", ListenerProtocol.HTTP, 80, to("blue", 90, "green", 10, "red", 0))
            .group("green", "HTTP1")
            .group("red", "HTTP1")
            .targets("blue", target("10.0.0.1", HEALTHY))
            .targets("green", target("10.0.1.1", HEALTHY))
            .targets("red", target("10.0.2.1", HEALTHY));
    assertEquals(Map.of("10.0.0.1", 90, "10.0.1.1", 10), shares(scene, 100));
  }

  @Test
  void targetsOfAGroupTakeTurns() {
    var scene =
        Scene.shop()
            .targets(
                "blue",
                target("10.0.0.1", HEALTHY),
                target("10.0.0.2", UNAVAILABLE),
                target("10.0.0.3", HEALTHY));
    assertEquals(Map.of("10.0.0.1", 4, "10.0.0.2", 4, "10.0.0.3", 4), shares(scene, 12));
  }

  @Test
  void weightsAndTurnsWithinAGroupDoNotResonate() {
    var scene =
        Scene.shop()
            .listener("shop", ListenerProtocol.HTTP, 80, to("blue", 1, "green", 1))
            .group("green", "HTTP1")
            .targets("blue", target("10.0.0.1", HEALTHY), target("10.0.0.2", HEALTHY))
            .targets("green", target("10.0.1.1", HEALTHY), target("10.0.1.2", HEALTHY));
    assertEquals(
        Map.of("10.0.0.1", 2, "10.0.0.2", 2, "10.0.1.1", 2, "10.0.1.2", 2), shares(scene, 8));
  }

  private Map<String, Integer> shares(Scene scene, int requests) {
    var table = scene.table();
    var shares = new TreeMap<String, Integer>();
    for (int sent = 0; sent < requests; sent++) {
      shares.merge(where(table, CALL), 1, Integer::sum);
    }
    return shares;
  }

  @Test
  void onlyTargetsThatAreAbleToServeGetRequests() {
    var scene =
        Scene.shop()
            .targets(
                "blue",
                target("10.0.0.1", UNHEALTHY),
                target("10.0.0.2", HEALTHY),
                target("10.0.0.3", INITIAL),
                target("10.0.0.4", DRAINING),
                target("10.0.0.5", UNAVAILABLE));
    assertEquals(List.of("10.0.0.2", "10.0.0.5"), candidates(scene));
  }

  @Test
  void failsOpenToAllThatAreRegisteredWhenNoneIsAbleToServe() {
    var scene =
        Scene.shop()
            .targets(
                "blue",
                target("10.0.0.1", UNHEALTHY),
                target("10.0.0.2", DRAINING),
                target("10.0.0.3", INITIAL));
    assertEquals(List.of("10.0.0.1", "10.0.0.3"), candidates(scene));
  }

  private static List<String> candidates(Scene scene) {
    return scene.table().candidates("blue").stream().map(Target.Key::id).toList();
  }

  @Test
  void aGroupWithoutTargetsAnswersWhatTheSettingsSay() {
    var draining = Scene.shop().targets("blue", target("10.0.0.1", DRAINING));
    assertEquals("refused 503", where(draining, CALL));
    var settings =
        Settings.quick()
            .with(to -> to.choices = to.choices.with(each -> each.noTargetStatus = 500));
    assertEquals("refused 500", where(Scene.shop().settings(settings), CALL));
    var weightless =
        Scene.shop()
            .listener("shop", ListenerProtocol.HTTP, 80, to("blue", 0))
            .targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("refused 503", where(weightless, CALL));
  }

  @Test
  void thereIsNoFailoverBetweenGroups() {
    var scene =
        Scene.shop()
            .listener("shop", ListenerProtocol.HTTP, 80, to("blue", 1, "green", 1))
            .group("green", "HTTP1")
            .targets("green", target("10.0.1.1", HEALTHY));
    assertEquals(Map.of("10.0.1.1", 5, "refused 503", 5), shares(scene, 10));
  }

  @Test
  void aGroupOfAnotherProtocolVersionIsAnError() {
    var scene = Scene.shop().group("blue", "GRPC").targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("refused 502", where(scene, CALL));
  }

  @Test
  void entrancesAreEveryCallersVpcWithEveryPort() {
    var scene =
        Scene.shop()
            .vpc("vpc-b", "net", Status.ACTIVE)
            .vpc("vpc-c", "net", Status.CREATE_IN_PROGRESS)
            .listener("shop", ListenerProtocol.HTTPS, 443, to("blue"));
    assertEquals(
        Set.of(
            new Entrance("vpc-a", 80),
            new Entrance("vpc-a", 443),
            new Entrance("vpc-b", 80),
            new Entrance("vpc-b", 443)),
        scene.table().entrances());
  }

  private static Match prefix(String value, boolean caseSensitive) {
    return new Match(null, new Match.Path(Comparison.PREFIX, value, caseSensitive), List.of());
  }
}
