package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a control plane saves, another one takes up. */
class ArchiveTest {
  private final Bench before = new Bench();

  /** Where it goes on: in another process, a moment later. */
  private Bench restarted(Duration downtime) {
    var after = new Bench();
    after.time.advance(Duration.between(after.time.now(), before.time.now()).plus(downtime));
    after.lattice.restore(reread(before.lattice.save().toString()));
    return after;
  }

  @Test
  void everythingIsAsItWas() {
    populate();
    var after = restarted(Duration.ZERO);

    assertEquals(before.lattice.snapshot(), after.lattice.snapshot());
    assertEquals(before.lattice.save(), after.lattice.save());
    assertEquals(before.lattice.view(), after.lattice.view());
  }

  @Test
  void bothLivesGoOnAlike() {
    populate();
    var after = restarted(Duration.ZERO);
    for (var bench : List.of(before, after)) {
      bench.service("later");
      bench.time.advance(Duration.ofMinutes(1));
    }
    assertEquals(before.lattice.snapshot(), after.lattice.snapshot());
  }

  @Test
  void whatWasInProgressEndsAtTheSameTime() {
    var id = before.ok("CreateService", "{'name':'shop'}").get("id").asText();
    before.time.advance(Duration.ofMillis(100));
    var after = restarted(Duration.ZERO);

    after.time.advance(Duration.ofMillis(299));
    assertEquals("CREATE_IN_PROGRESS", status(after, id));
    after.time.advance(Duration.ofMillis(1));
    assertEquals("ACTIVE", status(after, id));
  }

  @Test
  void whatShouldHaveEndedMeanwhileEndsAtOnce() {
    var id = before.ok("CreateService", "{'name':'shop'}").get("id").asText();
    var after = restarted(Duration.ofHours(1));

    after.time.advance(Duration.ZERO);
    assertEquals("ACTIVE", status(after, id));
  }

  @Test
  void drainingGoesOn() {
    var group = before.usedGroup("shop");
    before.register(group, "10.1.0.5:80", "10.1.0.6:80");
    before.settle();
    before.deregister(group, "10.1.0.5:80");
    var after = restarted(Duration.ZERO);

    assertEquals("10.1.0.5:80=DRAINING 10.1.0.6:80=HEALTHY", after.targetsOf(group));
    after.time.advance(Duration.ofSeconds(2));
    assertEquals("10.1.0.6:80=HEALTHY", after.targetsOf(group));
  }

  @Test
  void healthIsCheckedFurther() {
    var group = before.usedGroup("shop");
    before.register(group, "10.1.0.5:80");
    before.settle();
    var after = restarted(Duration.ZERO);
    after.sick.add("10.1.0.5");

    after.time.advance(Duration.ofMinutes(5));
    assertEquals("10.1.0.5:80=UNHEALTHY", after.targetsOf(group));
  }

  @Test
  void identifiersDoNotRepeat() {
    var first = before.network("one");
    before.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", first);
    var after = restarted(Duration.ZERO);

    assertNotEquals(first, after.network("one"));
    assertFalse(before.network("two").equals(first));
  }

  @Test
  void clientTokensAreStillKnown() {
    var call = "{'name':'shop','clientToken':'once'}";
    var made = before.ok("CreateService", call);
    var after = restarted(Duration.ZERO);

    assertEquals(made, after.ok("CreateService", call));
    after.refused(ErrorCode.CONFLICT, "CreateService", "{'name':'other','clientToken':'once'}");
  }

  @Test
  void randomLivesSurviveARestart() {
    var random = new Random(7);
    var groups = new ArrayList<String>();
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(4)) {
        case 0 -> groups.add(before.usedGroup("shop" + step));
        case 1 -> before.network("net" + step);
        case 2 -> groups.stream().findAny().ifPresent(group -> churn(group, random));
        default -> before.time.advance(Duration.ofMillis(random.nextInt(900)));
      }
      if (step % 10 == 9) {
        var after = restarted(Duration.ZERO);
        assertEquals(before.lattice.save(), after.lattice.save(), "step " + step);
        assertEquals(before.lattice.snapshot(), after.lattice.snapshot(), "step " + step);
      }
    }
    assertTrue(groups.size() > 3);
  }

  @Test
  void aStateThatDoesNotFitTogetherIsRefusedAndNothingChanges() {
    populate();
    var snapshot = before.lattice.snapshot();
    var broken = reread(before.lattice.save().toString());
    ((ObjectNode) broken.get("families")).putArray("targetGroups");

    assertThrows(IllegalArgumentException.class, () -> before.lattice.restore(broken));
    assertEquals(snapshot, before.lattice.snapshot());
  }

  @Test
  void aMemberMoreOrLessIsRefused() {
    populate();
    for (var member : List.of("identifiers", "sequence", "families", "targets", "agenda")) {
      var less = reread(before.lattice.save().toString());
      less.remove(member);
      assertThrows(IllegalArgumentException.class, () -> before.lattice.restore(less), member);
    }
    var more = reread(before.lattice.save().toString());
    more.put("surprise", 1);
    assertThrows(IllegalArgumentException.class, () -> before.lattice.restore(more));
  }

  private void populate() {
    var group = before.usedGroup("shop");
    before.register(group, "10.1.0.5:80", "10.1.0.6:8080");
    before.settle();
    before.deregister(group, "10.1.0.6:8080");
    var service = before.service("other");
    var listener = before.listener(service, before.group("third"));
    before.ok(
        "CreateRule",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s','name':'rule','priority':10,"
            + "'match':{'httpMatch':{'method':'GET','pathMatch':{'match':{'prefix':'/a'}},"
            + "'headerMatches':[{'name':'x','match':{'contains':'y'}}]}},"
            + "'action':{'fixedResponse':{'statusCode':404}}}",
        service,
        listener);
    var network = before.network("net");
    before.ok(
        "CreateServiceNetworkVpcAssociation",
        "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s','clientToken':'t','tags':{'a':'b'}}",
        network,
        Bench.OTHER_VPC);
    before.ok(
        "PutAuthPolicy",
        "{'resourceIdentifier':'%s','policy':'%s'}",
        network,
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\","
            + "\"Action\":\"*\",\"Resource\":\"*\"}}");
  }

  private void churn(String group, Random random) {
    var target = "10.1.0." + (1 + random.nextInt(9)) + ":80";
    if (random.nextBoolean()) {
      before.register(group, target);
    } else {
      before.deregister(group, target);
    }
  }

  private static String status(Bench bench, String service) {
    return bench.ok("GetService", "{'serviceIdentifier':'%s'}", service).get("status").asText();
  }

  private static ObjectNode reread(String text) {
    return Bench.parse(text);
  }
}
