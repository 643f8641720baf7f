package io.latticeoperator.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.cloud.*;
import io.latticeoperator.model.*;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.translate.*;
import java.time.*;
import java.util.*;
import org.junit.jupiter.api.Test;

class MirrorTest {
  private static Result.Item item(String id, String name) {
    return new Result.Item(id, "arn:" + id, name, ResourceStatus.ACTIVE);
  }

  private Instant now = Fixtures.START;
  private final Mirror mirror =
      new Mirror(
          Fixtures.SETTINGS.identity(),
          new Mirror.Pace(Duration.ZERO, Duration.ZERO, 1),
          Fixtures.START,
          null);

  private void read(Read read, Result result) {
    var ticket = mirror.begun(read, now);
    now = now.plusSeconds(1);
    mirror.ended(ticket, new Reading(read, result, 1), now);
  }

  private static Anchors anchors() {
    var facts = Fixtures.checkout();
    return new Anchors(
        Fixtures.PLACE,
        facts.owner(),
        Anchors.Wiring.of(Fixtures.SETTINGS, facts),
        List.of("main"),
        List.of(),
        List.of(),
        Set.of(),
        false);
  }

  private static ExportFacts facts(int n) {
    var f = Fixtures.checkout();
    return new ExportFacts(
        Owner.export("shop", "e" + n),
        "uid" + n,
        1,
        f.createdAt(),
        false,
        f.spec(),
        f.service(),
        f.slices(),
        Map.of(),
        Map.of());
  }

  @Test
  void twoNetworksOfOneNameAreBothSeen() {
    var anchors = anchors();
    mirror.observe(anchors);
    read(
        new Read.Index(Kind.SERVICE_NETWORK),
        new Result.Index(List.of(item("sn-ours", "main"), item("sn-shared-with-us", "main"))));
    assertEquals(
        2, mirror.observe(anchors).networks().size(), "" + mirror.observe(anchors).networks());
  }

  @Test
  void aListThatMissesAResourceOnceDoesNotHideItForGood() {
    var anchors = anchors();
    mirror.observe(anchors);
    var key = anchors.key(Role.service());
    var svc =
        new Resource(
            new LatticeService(anchors.wiring().service(), AuthType.NONE),
            new Physical(
                "svc-1",
                "arn",
                ResourceStatus.ACTIVE,
                null,
                "dns",
                Ownership.tags(Fixtures.SETTINGS.identity(), key, "export-uid")));
    var all = new Result.Index(List.of(item("svc-1", anchors.wiring().service())));
    read(new Read.Index(Kind.TARGET_GROUP), new Result.Index(List.of()));
    read(new Read.Index(Kind.SERVICE_NETWORK), new Result.Index(List.of()));
    read(new Read.Index(Kind.SERVICE), all);
    read(new Read.Details(Kind.SERVICE, "svc-1"), new Result.Described(svc));
    read(new Read.Children("svc-1"), new Result.Children(List.of()));
    assertTrue(mirror.observe(anchors).complete());
    assertNotNull(mirror.observe(anchors).state().get(key));
    read(new Read.Index(Kind.SERVICE), new Result.Index(List.of()));
    read(new Read.Index(Kind.SERVICE), all);
    var seen = mirror.observe(anchors);
    assertTrue(!seen.complete() || seen.state().get(key) != null, "known, complete, and hidden");
  }
}
