package io.latticeoperator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.PlanText;
import io.latticeoperator.translate.Catalog;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Fixtures;
import io.latticeoperator.translate.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForesightTest {
  private static final Step STEP = new Step(Fixtures.SETTINGS, false);
  private static final List<NetworkSummary> MAIN =
      List.of(new NetworkSummary("sn-1", "arn:sn-1", "main"));

  @Test
  void whatWaitsForSomethingComesInALaterWave() {
    var foresight =
        Foresight.of(
            STEP, input(Fixtures.checkout(Fixtures.ready("10.1.0.1")), none(), MAIN), List.of());

    assertEquals(
        """
        1 + create service
        1 + create target group
        2 + register
        2 + create service network association
        2 + create listener
        """,
        words(foresight));
    assertTrue(foresight.ended());
  }

  @Test
  void theEndIsWellWhenNothingStandsInTheWay() {
    var end =
        Foresight.of(
                STEP, input(Fixtures.checkout(Fixtures.ready("10.1.0.1")), none(), MAIN), List.of())
            .end();

    assertNotNull(end);
    assertEquals(Truth.TRUE, end.condition(Type.READY).status());
    assertEquals(Truth.TRUE, end.condition(Type.HEALTHY).status());
  }

  @Test
  void aNetworkThatIsToComeIsTakenForThere() {
    var input = input(Fixtures.checkout(), none(), List.of());

    var without = Foresight.of(STEP, input, List.of());
    var with = Foresight.of(STEP, input, List.of("main"));

    assertTrue(!words(without).contains("association"), words(without));
    assertNotNull(without.end());
    assertEquals("NetworkNotFound", without.end().condition(Type.RESOLVED_REFS).reason());
    assertTrue(words(with).contains("2 + create service network association"), words(with));
  }

  @Test
  void whatIsBeingDeletedIsGoneInTheEnd() {
    var made = made(List.of("10.1.0.1"));

    var foresight =
        Foresight.of(STEP, input(Fixtures.deleting(Fixtures.checkout()), made, MAIN), List.of());

    assertEquals(
        """
        1 - empty
        2 - delete target group
        """,
        words(foresight));
    assertNotNull(foresight.end());
    assertTrue(foresight.end().released());
  }

  @Test
  void whatIsHeldStaysAndIsCounted() {
    var foresight =
        Foresight.of(
            STEP,
            input(
                Fixtures.checkout(
                    Fixtures.ready("10.1.0.1"),
                    Fixtures.notReady("10.1.0.2"),
                    Fixtures.notReady("10.1.0.3")),
                made(List.of("10.1.0.1", "10.1.0.2", "10.1.0.3")),
                MAIN),
            List.of());

    assertEquals(2, foresight.held());
    assertTrue(!words(foresight).contains("retire"), words(foresight));
  }

  @Test
  void whatCannotBeReadIsNotPlanned() {
    var input = input(Fixtures.checkout(), none(), MAIN);
    var unread =
        new Observation(
            false, false, LatticeState.EMPTY, List.of(), null, null, Map.of(), List.of());

    var foresight =
        Foresight.of(
            STEP,
            new Step.Input(
                input.facts(),
                input.claims(),
                input.catalog(),
                input.surroundings(),
                unread,
                Memory.NONE,
                null,
                true,
                Fixtures.START),
            List.of());

    assertEquals("", words(foresight));
  }

  private static LatticeState none() {
    return LatticeState.EMPTY;
  }

  /** The export's target group alone, with healthy targets. */
  private static LatticeState made(List<String> ips) {
    var desired = Fixtures.translate(Fixtures.checkout()).desired();
    assertNotNull(desired);
    var group = desired.nodes(TargetGroup.class).findFirst().orElseThrow();
    var statuses = new TreeMap<TargetAddress, TargetStatus>();
    ips.forEach(ip -> statuses.put(new TargetAddress(ip, 8080), TargetStatus.HEALTHY));
    var resources = new TreeMap<Key, Resource>();
    resources.put(
        group.key(),
        new Resource(
            group.node().withTargets(new Targets.Registered(statuses)),
            new Physical(
                "tg-1",
                "arn:tg-1",
                ResourceStatus.ACTIVE,
                null,
                null,
                Ownership.tags(Fixtures.SETTINGS.identity(), group.key(), "export-uid"))));
    return new LatticeState(resources);
  }

  private static Step.Input input(
      ExportFacts facts, LatticeState state, List<NetworkSummary> networks) {
    return new Step.Input(
        facts,
        new Claims(Map.of()),
        Catalog.EMPTY,
        Surroundings.NONE,
        new Observation(true, true, state, networks, Fixtures.START, null, Map.of(), List.of()),
        Memory.NONE,
        null,
        true,
        Fixtures.START);
  }

  /** Wave, sign and kind of each change. */
  private static String words(Foresight foresight) {
    var words = new StringBuilder();
    for (int wave = 0; wave < foresight.waves().size(); wave++) {
      for (var change : foresight.waves().get(wave)) {
        words
            .append(wave + 1)
            .append(' ')
            .append(
                PlanText.of(change)
                    .replaceFirst(
                        "^(. (create|delete) (service network association|service|target group"
                            + "|listener)|. \\S+).*",
                        "$1"))
            .append('\n');
      }
    }
    return words.toString();
  }
}
