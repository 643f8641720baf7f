package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.ELSEWHERE;
import static io.latticeoperator.cloud.Stage.NETWORK;
import static io.latticeoperator.cloud.Stage.done;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.physical;
import static io.latticeoperator.cloud.Stage.tags;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.plan.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every cloud does with service networks, own and shared ones. */
public interface NetworkContract {
  ServiceNetwork MESH = new ServiceNetwork("mesh", null, false, Map.of());

  /** Where the test plays: the same one all through a test. */
  Stage stage();

  private static ServiceNetwork mesh(AuthType auth) {
    return MESH.withAuth(auth);
  }

  @Test
  default void createsANetworkWithItsTagsInOneCallAndFindsItByNameIdAndArn() {
    var receipt = stage().create(NETWORK, MESH, Map.of());
    var created = physical(receipt);
    assertEquals(1, receipt.calls());
    assertEquals(tags(NETWORK), created.tags());
    var expected = new Resource(mesh(AuthType.NONE), created);
    assertTrue(MESH.satisfiedBy(mesh(AuthType.NONE)));
    for (var subject : List.of("mesh", created.id(), created.arn())) {
      assertEquals(expected, stage().one(Kind.SERVICE_NETWORK, subject));
    }
    assertEquals(3, stage().read(new Read.Find(Kind.SERVICE_NETWORK, "mesh")).calls());
    assertEquals(2, stage().read(new Read.Find(Kind.SERVICE_NETWORK, created.arn())).calls());
  }

  @Test
  default void findsNoNetworkWhereNoneIs() {
    stage().made(MESH, Map.of());
    for (var subject : List.of("mes", "mesh2", "sn-0123456789abcdef0")) {
      assertEquals(List.of(), stage().find(Kind.SERVICE_NETWORK, subject));
    }
  }

  @Test
  default void findsEveryNetworkOfANameAndNoTagsOfWhatOthersShare() {
    var own = stage().made(MESH, Map.of());
    var shared = stage().network(ELSEWHERE, "mesh");
    stage().network(ELSEWHERE, "other");
    stage().shareWithCaller(shared);
    var found = stage().find(Kind.SERVICE_NETWORK, "mesh");
    assertEquals(
        Set.of(new Resource(mesh(AuthType.NONE), own), new Resource(mesh(AuthType.NONE), shared)),
        Set.copyOf(found));
    for (var subject : List.of(shared.id(), shared.arn())) {
      assertEquals(shared, stage().one(Kind.SERVICE_NETWORK, subject).physical());
    }
  }

  @Test
  default void doesNotTakeTagsThatCannotBeReadForNone() {
    stage().made(MESH, Map.of());
    stage().unreadable(Kind.SERVICE_NETWORK, "mesh", "vpc-lattice:ListTagsForResource");
    stage().unreadable(Kind.SERVICE_NETWORK, "mesh", "vpc-lattice:ListServiceNetworks");
  }

  @Test
  default void changesAndChoosesWhoIsAskedToSignInANetwork() {
    var created = stage().made(mesh(AuthType.AWS_IAM), Map.of());
    assertEquals(mesh(AuthType.AWS_IAM), stage().one(Kind.SERVICE_NETWORK, "mesh").node());
    var updated =
        stage().update(NETWORK, created, mesh(AuthType.AWS_IAM), mesh(AuthType.NONE), Map.of());
    assertNull(done(updated).physical());
    assertEquals(1, updated.calls());
    assertEquals(mesh(AuthType.NONE), stage().one(Kind.SERVICE_NETWORK, "mesh").node());
  }

  @Test
  default void tagsAndUntagsANetworkAndLeavesForeignTagsAlone() {
    var created = stage().made(MESH, Map.of());
    stage().foreignTag(created.arn());
    stage().tag(NETWORK, created, MESH, Map.of("team", "shop"));
    var expected = new HashMap<>(tags(NETWORK));
    expected.put("foreign", "yes");
    expected.put("team", "shop");
    assertEquals(expected, tagsOf("mesh"));
    stage().untag(NETWORK, created, MESH, Set.of("team"));
    expected.remove("team");
    assertEquals(expected, tagsOf("mesh"));
  }

  private Map<String, String> tagsOf(String name) {
    return requireNonNull(
        requireNonNull(stage().one(Kind.SERVICE_NETWORK, name).physical()).tags());
  }

  @Test
  default void deletesANetworkAndOneThatIsGone() {
    Physical created = stage().made(MESH, Map.of());
    for (int time = 0; time < 2; time++) {
      var receipt = stage().delete(NETWORK, created, MESH, Map.of());
      assertNull(done(receipt).physical());
      assertEquals(1, receipt.calls());
      assertEquals(List.of(), stage().find(Kind.SERVICE_NETWORK, "mesh"));
    }
  }

  @Test
  default void answersAConflictToANetworkThatIsThereOrInUse() {
    var created = stage().made(MESH, Map.of());
    failed(Fault.Kind.CONFLICT, stage().create(NETWORK, MESH, Map.of()));
    var service = stage().service("checkout");
    stage().association(service.id(), created);
    failed(Fault.Kind.CONFLICT, stage().delete(NETWORK, created, MESH, Map.of()));
  }

  @Test
  default void answersAQuotaToANetworkTooMany() {
    for (int number = 0; number < 50; number++) {
      stage().network(Stage.CALLER, "network-" + number);
    }
    failed(Fault.Kind.QUOTA, stage().create(NETWORK, MESH, Map.of()));
  }

  @Test
  default void namesTheMissingActionOfANetworkThatMayNotBeMade() {
    stage().refused(Stage.creation(MESH, Map.of()), "vpc-lattice:CreateServiceNetwork");
    assertEquals(List.of(), stage().find(Kind.SERVICE_NETWORK, "mesh"));
  }
}
