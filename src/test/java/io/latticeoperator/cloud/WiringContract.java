package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.GROUP;
import static io.latticeoperator.cloud.Stage.LISTENER;
import static io.latticeoperator.cloud.Stage.SERVICE;
import static io.latticeoperator.cloud.Stage.done;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.physical;
import static io.latticeoperator.cloud.Stage.tags;
import static io.latticeoperator.cloud.Stage.weights;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetGroup.Protocol;
import io.latticeoperator.model.TargetGroup.ProtocolVersion;
import io.latticeoperator.plan.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every cloud does with services, target groups, listeners and associations. */
public interface WiringContract {
  LatticeService CHECKOUT = new LatticeService("checkout", AuthType.NONE);

  /** Where the test plays: the same one all through a test. */
  Stage stage();

  @Test
  default void createsAServiceWithItsTagsInOneCall() {
    var receipt = stage().create(SERVICE, new LatticeService("checkout", null), Map.of());
    var created = physical(receipt);
    assertEquals(1, receipt.calls());
    assertEquals(ResourceStatus.CREATE_IN_PROGRESS, created.status());
    assertTrue(created.id().startsWith("svc-"), created.id());
    assertTrue(created.arn().endsWith("service/" + created.id()), created.arn());
    assertEquals(tags(SERVICE), created.tags());
    stage().settle();
    var read = stage().details(Kind.SERVICE, created.id());
    assertEquals(new LatticeService("checkout", AuthType.NONE), read.node());
    assertEquals(created.withStatus(ResourceStatus.ACTIVE), read.physical());
    assertNotNull(created.dnsName());
  }

  @Test
  default void answersAConflictToANameThatIsTaken() {
    stage().service("checkout");
    failed(
        Fault.Kind.CONFLICT,
        stage().create(SERVICE, new LatticeService("checkout", null), Map.of()));
  }

  @Test
  default void answersInvalidToWhatAwsWouldNeverTake() {
    failed(
        Fault.Kind.INVALID,
        stage().create(SERVICE, new LatticeService("Not_A_Name", null), Map.of()));
  }

  @Test
  default void readsATargetGroupBackAsItWasWanted() {
    var created = stage().group(Stage.group());
    assertTrue(created.id().startsWith("tg-"), created.id());
    var read = stage().details(Kind.TARGET_GROUP, created.id());
    assertEquals(Stage.group(), read.node());
    assertEquals(created.withStatus(ResourceStatus.ACTIVE), read.physical());
    assertNull(requireNonNull(read.physical()).dnsName());
  }

  @Test
  default void readsAGroupOfAnotherProtocolVersionBackAsItWasWanted() {
    var check =
        new HealthCheck(
            true, Protocol.HTTPS, ProtocolVersion.HTTP2, 9090, "/", "200-499", 5, 1, 2, 2);
    var wanted = Stage.group("checkout-g2", ProtocolVersion.GRPC, check);
    var created = stage().group(wanted);
    assertEquals(wanted, stage().details(Kind.TARGET_GROUP, created.id()).node());
  }

  @Test
  default void readsDefaultsWhereAForeignGroupSaysNothing() {
    var id =
        stage()
            .call(
                "CreateTargetGroup",
                """
                {"name": "foreign", "type": "IP",
                 "config": {"port": 80, "protocol": "HTTP", "vpcIdentifier": "%s"}}
                """
                    .formatted(Stage.VPC))
            .path("id")
            .asText();
    var defaults =
        new HealthCheck(true, Protocol.HTTP, ProtocolVersion.HTTP1, null, "/", "200", 30, 5, 5, 2);
    var read = stage().details(Kind.TARGET_GROUP, id);
    assertEquals(Stage.group("foreign", ProtocolVersion.HTTP1, defaults), read.node());
    assertEquals(Map.of(), requireNonNull(read.physical()).tags());
  }

  @Test
  default void refusesToReadAGroupThatTheModelHasNoWordsFor() {
    var id =
        stage()
            .call("CreateTargetGroup", "{\"name\": \"function\", \"type\": \"LAMBDA\"}")
            .path("id")
            .asText();
    var result = stage().read(new Read.Details(Kind.TARGET_GROUP, id)).result();
    var fault = ((Result.Failed) result).fault();
    assertEquals(Fault.Kind.INVALID, fault.kind());
    assertTrue(fault.message().contains("LAMBDA"), fault.message());
  }

  @Test
  default void updatesAHealthCheckWhole() {
    var before = Stage.group();
    var created = stage().group(before);
    var withPort =
        before.withHealthCheck(
            new HealthCheck(
                true, Protocol.HTTP, ProtocolVersion.HTTP1, 8081, "/up", "204", 20, 4, 3, 3));
    var receipt = stage().update(GROUP, created, before, withPort, Map.of());
    assertNull(done(receipt).physical());
    assertEquals(1, receipt.calls());
    assertEquals(withPort, stage().details(Kind.TARGET_GROUP, created.id()).node());
    stage().update(GROUP, created, withPort, before, Map.of());
    assertEquals(before, stage().details(Kind.TARGET_GROUP, created.id()).node());
  }

  @Test
  default void switchesAHealthCheckOff() {
    var before = Stage.group();
    var created = stage().group(before);
    var check = before.healthCheck();
    var off =
        before.withHealthCheck(
            new HealthCheck(
                false, check.protocol(), check.protocolVersion(), null, "/", "200", 30, 5, 5, 2));
    stage().update(GROUP, created, before, off, Map.of());
    var read = stage().details(Kind.TARGET_GROUP, created.id()).node();
    assertTrue(
        read instanceof TargetGroup group && group.healthCheck().equivalent(off.healthCheck()),
        read::toString);
  }

  @Test
  default void resolvesRolesInAListenersWeightsAndReadsIdsBack() {
    var service = stage().service("checkout");
    var group = stage().group(Stage.group());
    var other = stage().group(Stage.group("other", ProtocolVersion.HTTP1, Stage.check()));
    var wanted =
        new Listener(
            Listener.Protocol.HTTP, 80, weights(Map.of(GROUP.role().text(), 90, other.id(), 0)));
    var created = stage().listener(service.id(), wanted, Map.of(GROUP.role(), group.id()));
    assertEquals(ResourceStatus.ACTIVE, created.status());
    assertEquals(tags(LISTENER), created.tags());
    var reading = stage().read(new Read.Children(service.id()));
    assertEquals(4, reading.calls());
    var child = stage().children(service.id()).getFirst();
    assertEquals(wanted.withWeights(weights(Map.of(group.id(), 90, other.id(), 0))), child.node());
    assertEquals(created, child.physical());
  }

  @Test
  default void updatesAndDeletesAListener() {
    var service = stage().service("checkout");
    var group = stage().group(Stage.group());
    var ids = Map.of(Role.service(), service.id(), GROUP.role(), group.id());
    var role = GROUP.role().text();
    var before = new Listener(Listener.Protocol.HTTP, 80, weights(Map.of(role, 100)));
    var created = stage().listener(service.id(), before, ids);
    var after = before.withWeights(weights(Map.of(role, 1)));
    var updated = stage().update(LISTENER, created, before, after, ids);
    assertNull(done(updated).physical());
    assertEquals(
        after.withWeights(weights(Map.of(group.id(), 1))),
        stage().children(service.id()).getFirst().node());
    var deleted = stage().delete(LISTENER, created, after, ids);
    assertNull(done(deleted).physical());
    assertEquals(List.of(), stage().children(service.id()));
    assertNull(done(stage().delete(LISTENER, created, after, ids)).physical());
  }

  @Test
  default void givesAListenerWithoutGroupsAnActionThatForwardsNowhere() {
    var service = stage().service("checkout");
    var wanted = new Listener(Listener.Protocol.HTTPS, 443, weights(Map.of()));
    stage().listener(service.id(), wanted, Map.of());
    assertEquals(wanted, stage().children(service.id()).getFirst().node());
  }

  @Test
  default void answersAQuotaToAListenerTooMany() {
    var service = stage().service("checkout");
    for (int port : List.of(80, 81)) {
      stage()
          .listener(
              service.id(),
              new Listener(Listener.Protocol.HTTP, port, weights(Map.of())),
              Map.of());
    }
    failed(
        Fault.Kind.QUOTA,
        stage()
            .create(
                LISTENER,
                new Listener(Listener.Protocol.HTTP, 82, weights(Map.of())),
                Map.of(Role.service(), service.id())));
  }

  @Test
  default void takesAnAssociationThroughItsLife() {
    var service = stage().service("checkout");
    var network = stage().network();
    var node = new ServiceAssociation(network.id(), network.arn());
    var key = SERVICE.sibling(Role.association(network.id()));
    var ids = Map.of(Role.service(), service.id());
    var created = physical(stage().create(key, node, ids));
    assertEquals(ResourceStatus.CREATE_IN_PROGRESS, created.status());
    failed(Fault.Kind.CONFLICT, stage().delete(key, created, node, ids));
    stage().settle();
    var child = stage().children(service.id()).getFirst();
    assertEquals(node, child.node());
    assertEquals(created.withStatus(ResourceStatus.ACTIVE), child.physical());
    failed(
        Fault.Kind.CONFLICT,
        stage().delete(SERVICE, service, new LatticeService("checkout", null), Map.of()));
    assertEquals(
        created.withStatus(ResourceStatus.DELETE_IN_PROGRESS),
        physical(stage().delete(key, created, node, ids)));
    stage().settle();
    var status = new Read.Status(Kind.SERVICE_ASSOCIATION, created.id());
    assertEquals(new Reading(status, new Result.Described(null), 1), stage().read(status));
  }

  @Test
  default void deletesWhatIsThereAndWhatIsGone() {
    var group = Stage.group();
    var created = stage().group(group);
    var going = stage().delete(GROUP, created, group, Map.of());
    assertEquals(created.withStatus(ResourceStatus.DELETE_IN_PROGRESS), physical(going));
    stage().settle();
    var gone = stage().delete(GROUP, created, group, Map.of());
    assertNull(done(gone).physical());
    assertEquals(1, gone.calls());
  }

  @Test
  default void writesTheTagsGivenAndLeavesAllOthersAlone() {
    var service = stage().service("checkout");
    assertNull(done(stage().tag(SERVICE, service, CHECKOUT, Map.of("team", "shop"))).physical());
    var expected = new HashMap<>(tags(SERVICE));
    expected.put("team", "shop");
    var read = stage().details(Kind.SERVICE, service.id());
    assertEquals(expected, requireNonNull(read.physical()).tags());
    assertNull(done(stage().untag(SERVICE, service, CHECKOUT, Set.of("team"))).physical());
    var without = stage().details(Kind.SERVICE, service.id());
    assertEquals(tags(SERVICE), requireNonNull(without.physical()).tags());
  }

  @Test
  default void changesWhoIsAskedToSign() {
    var service = stage().service("checkout");
    var signed = new LatticeService("checkout", AuthType.AWS_IAM);
    assertNull(done(stage().update(SERVICE, service, CHECKOUT, signed, Map.of())).physical());
    assertEquals(signed, stage().details(Kind.SERVICE, service.id()).node());
  }

  @Test
  default void createsAServiceThatAsksForSignatures() {
    var signed = new LatticeService("checkout", AuthType.AWS_IAM);
    var created = stage().settled(stage().create(SERVICE, signed, Map.of()));
    assertEquals(signed, stage().details(Kind.SERVICE, created.id()).node());
  }

  @Test
  default void takesAnUpdateOfWhatCannotChangeForABug() {
    var service = stage().service("checkout");
    var node = new LatticeService("checkout", null);
    assertThrows(
        IllegalArgumentException.class,
        () -> stage().update(SERVICE, service, node, node, Map.of()));
  }
}
