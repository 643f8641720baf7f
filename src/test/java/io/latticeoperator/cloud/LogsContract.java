package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.done;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.network;
import static io.latticeoperator.cloud.Stage.physical;
import static io.latticeoperator.cloud.Stage.tags;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.AccessLog;
import io.latticeoperator.model.AccessLog.Destination;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.plan.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every cloud does with log groups and access log subscriptions. */
public interface LogsContract {
  String NAME = "/aws/vpclattice/mesh";
  LogGroup KEPT = new LogGroup(NAME, 30, false);
  AccessLog TO_S3 =
      new AccessLog(Role.serviceNetwork(), Destination.S3, "arn:aws:s3:::logs-of-mesh");
  AccessLog TO_GROUP =
      new AccessLog(Role.serviceNetwork(), Destination.CLOUDWATCH_LOGS, Role.logGroup(NAME).text());

  /** Where the test plays: the same one all through a test. */
  Stage stage();

  private static Map<Role, String> of(Physical parent) {
    return Map.of(Role.serviceNetwork(), parent.arn());
  }

  private static AccessLog in(Physical parent, AccessLog log) {
    return new AccessLog(new Role(parent.arn()), log.kindOfDestination(), log.destination());
  }

  @Test
  default void createsALogGroupWithTagsAndRetention() {
    var receipt = stage().create(network(KEPT), KEPT, Map.of());
    assertEquals(3, receipt.calls());
    var created = physical(receipt);
    assertEquals("arn:aws:logs:eu-central-1:111122223333:log-group:" + NAME, created.arn());
    assertEquals(tags(network(KEPT)), created.tags());
    assertEquals(new Resource(KEPT, created), stage().one(Kind.LOG_GROUP, NAME));
    assertEquals(2, stage().read(new Read.Find(Kind.LOG_GROUP, NAME)).calls());
  }

  @Test
  default void findsALogGroupByItsWholeName() {
    stage().made(KEPT, Map.of());
    var longer = new LogGroup(NAME + "/more", null, false);
    stage().made(longer, Map.of());
    assertEquals(KEPT, stage().one(Kind.LOG_GROUP, NAME).node());
    assertEquals(longer, stage().one(Kind.LOG_GROUP, NAME + "/more").node());
    assertEquals(List.of(), stage().find(Kind.LOG_GROUP, "/aws"));
  }

  @Test
  default void changesTheRetentionOfALogGroup() {
    var created = stage().made(new LogGroup(NAME, null, false), Map.of());
    var before = stage().one(Kind.LOG_GROUP, NAME).node();
    assertEquals(new LogGroup(NAME, null, false), before);
    var receipt = stage().update(network(KEPT), created, before, KEPT, Map.of());
    assertNull(done(receipt).physical());
    assertEquals(1, receipt.calls());
    assertEquals(KEPT, stage().one(Kind.LOG_GROUP, NAME).node());
  }

  @Test
  default void putsALogGroupInDoubtThatIsMadeWithoutItsRetention() {
    stage().deny("logs:PutRetentionPolicy");
    var receipt = stage().create(network(KEPT), KEPT, Map.of());
    assertEquals(2, receipt.calls());
    assertEquals(
        Fault.of(
            Fault.Kind.LOST_ANSWER, "done in part: You may not do that. (logs:PutRetentionPolicy)"),
        Stage.fault(receipt));
    var made = stage().one(Kind.LOG_GROUP, NAME);
    assertEquals(new LogGroup(NAME, null, false), made.node());
    assertEquals(tags(network(KEPT)), requireNonNull(made.physical()).tags());
    var update = stage().update(network(KEPT), made.physical(), made.node(), KEPT, Map.of());
    assertEquals(
        Fault.of(Fault.Kind.DENIED, "You may not do that. (logs:PutRetentionPolicy)"),
        Stage.fault(update));
  }

  @Test
  default void tagsAndUntagsALogGroup() {
    var created = stage().made(KEPT, Map.of());
    stage()
        .elsewhere(
            "logs",
            "TagResource",
            "{'resourceArn': '%s', 'tags': {'foreign': 'yes'}}".formatted(created.arn()));
    stage().tag(network(KEPT), created, KEPT, Map.of("team", "shop", "gone", "soon"));
    stage().untag(network(KEPT), created, KEPT, Set.of("gone"));
    var expected = new HashMap<>(tags(network(KEPT)));
    expected.put("foreign", "yes");
    expected.put("team", "shop");
    assertEquals(expected, requireNonNull(stage().one(Kind.LOG_GROUP, NAME).physical()).tags());
  }

  @Test
  default void deletesALogGroupAndOneThatIsGone() {
    var created = stage().made(KEPT, Map.of());
    for (int time = 0; time < 2; time++) {
      assertNull(done(stage().delete(network(KEPT), created, KEPT, Map.of())).physical());
      assertEquals(List.of(), stage().find(Kind.LOG_GROUP, NAME));
    }
  }

  @Test
  default void answersConflictInvalidAndDeniedToALogGroup() {
    stage().made(KEPT, Map.of());
    failed(Fault.Kind.CONFLICT, stage().create(network(KEPT), KEPT, Map.of()));
    var blank = new LogGroup("a b", null, false);
    failed(Fault.Kind.INVALID, stage().create(network(blank), blank, Map.of()));
    stage().refused(Stage.creation(KEPT, Map.of()), "logs:CreateLogGroup");
    stage().unreadable(Kind.LOG_GROUP, NAME, "logs:DescribeLogGroups");
    stage().unreadable(Kind.LOG_GROUP, NAME, "logs:ListTagsForResource");
  }

  @Test
  default void takesASubscriptionThroughItsLife() {
    var parent = stage().network();
    var receipt = stage().create(network(TO_S3), TO_S3, of(parent));
    assertEquals(1, receipt.calls());
    var created = physical(receipt);
    assertEquals(
        new Resource(in(parent, TO_S3), created), stage().one(Kind.ACCESS_LOG, parent.arn()));
    var other =
        new AccessLog(Role.serviceNetwork(), Destination.S3, "arn:aws:s3:::other-logs-of-mesh");
    assertNull(done(stage().update(network(TO_S3), created, TO_S3, other, of(parent))).physical());
    assertEquals(in(parent, other), stage().one(Kind.ACCESS_LOG, parent.arn()).node());
    for (int time = 0; time < 2; time++) {
      assertNull(done(stage().delete(network(other), created, other, Map.of())).physical());
      assertEquals(List.of(), stage().find(Kind.ACCESS_LOG, parent.arn()));
    }
  }

  @Test
  default void subscribesTheOwnersLogGroupByItsArnAndReadsItsRoleBack() {
    var parent = stage().network();
    var group = stage().made(KEPT, Map.of());
    var ids = new HashMap<>(of(parent));
    ids.put(Role.logGroup(NAME), group.arn());
    stage().made(TO_GROUP, ids);
    stage().made(TO_S3, of(parent));
    var found = stage().find(Kind.ACCESS_LOG, parent.arn());
    assertEquals(
        Set.of(in(parent, TO_GROUP), in(parent, TO_S3)),
        Set.of(found.getFirst().node(), found.getLast().node()));
    assertEquals(3, stage().read(new Read.Find(Kind.ACCESS_LOG, parent.arn())).calls());
  }

  @Test
  default void tagsAndUntagsASubscription() {
    var parent = stage().network();
    var created = stage().made(TO_S3, of(parent));
    stage().tag(network(TO_S3), created, TO_S3, Map.of("team", "shop", "gone", "soon"));
    stage().untag(network(TO_S3), created, TO_S3, Set.of("gone"));
    var expected = new HashMap<>(tags(network(TO_S3)));
    expected.put("team", "shop");
    assertEquals(
        expected, requireNonNull(stage().one(Kind.ACCESS_LOG, parent.arn()).physical()).tags());
  }

  @Test
  default void answersConflictMissingAndDeniedToASubscription() {
    var parent = stage().network();
    stage().made(TO_S3, of(parent));
    failed(Fault.Kind.CONFLICT, stage().create(network(TO_S3), TO_S3, of(parent)));
    var ids = new HashMap<>(of(parent));
    ids.put(Role.logGroup(NAME), "arn:aws:logs:eu-central-1:111122223333:log-group:" + NAME);
    failed(Fault.Kind.MISSING, stage().create(network(TO_GROUP), TO_GROUP, ids));
    stage().refused(Stage.creation(TO_S3, of(parent)), "vpc-lattice:CreateAccessLogSubscription");
    stage().unreadable(Kind.ACCESS_LOG, parent.arn(), "vpc-lattice:ListAccessLogSubscriptions");
    assertTrue(
        stage()
            .find(
                Kind.ACCESS_LOG,
                "arn:aws:vpc-lattice:eu-central-1:111122223333:servicenetwork/sn-0123456789abcdef0")
            .isEmpty());
  }
}
