package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.done;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.network;
import static io.latticeoperator.cloud.Stage.physical;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.policy.CanonicalPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every cloud does with the policies of networks and services. */
public interface PolicyContract {
  String EVERYBODY =
      CanonicalPolicy.of(
          """
          {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
           "Action": "vpc-lattice-svcs:Invoke", "Resource": "*"}]}
          """);
  String READERS =
      EVERYBODY.replace(
          "}]}",
          ",\"Condition\":{\"StringEquals\":{\"vpc-lattice-svcs:RequestMethod\":\"GET\"}}}]}");
  String SHARED =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},\
      "Action":"vpc-lattice:GetServiceNetwork","Resource":"*"}]}""";

  /** Where the test plays: the same one all through a test. */
  Stage stage();

  private static Policy policy(Policy.Type type, String document) {
    return new Policy(Role.serviceNetwork(), type, document);
  }

  private static Map<Role, String> on(Physical parent) {
    return Map.of(Role.serviceNetwork(), parent.arn());
  }

  private static Resource observed(Policy policy, Physical parent, Physical physical) {
    return new Resource(
        new Policy(new Role(parent.arn()), policy.type(), policy.document()), physical);
  }

  @Test
  default void takesAPolicyOfEachTypeThroughItsLife() {
    var parent = stage().network();
    for (var type : Policy.Type.values()) {
      var before = policy(type, CanonicalPolicy.of(type == Policy.Type.AUTH ? EVERYBODY : SHARED));
      var receipt = stage().create(network(before), before, on(parent));
      assertEquals(2, receipt.calls());
      var created = physical(receipt).withTags(null);
      assertEquals(parent.arn(), created.arn());
      assertEquals(
          List.of(observed(before, parent, created)), stage().find(before.kind(), parent.arn()));
      assertEquals(1, stage().read(new Read.Find(before.kind(), parent.arn())).calls());
      var after = policy(type, CanonicalPolicy.of(type == Policy.Type.AUTH ? READERS : EVERYBODY));
      var updated = stage().update(network(after), created, before, after, on(parent));
      assertNull(done(updated).physical());
      assertEquals(
          List.of(observed(after, parent, created)), stage().find(before.kind(), parent.arn()));
      for (int time = 0; time < 2; time++) {
        assertNull(done(stage().delete(network(after), created, after, Map.of())).physical());
        assertEquals(List.of(), stage().find(before.kind(), parent.arn()));
      }
    }
  }

  @Test
  default void givesPoliciesOfOneParentDifferentIds() {
    var parent = stage().network();
    var ids =
        List.of(Policy.Type.AUTH, Policy.Type.RESOURCE).stream()
            .map(type -> stage().made(policy(type, EVERYBODY), on(parent)).id())
            .toList();
    assertNotEquals(ids.getFirst(), ids.getLast());
  }

  @Test
  default void overwritesNoPolicyByACreate() {
    var parent = stage().network();
    for (var type : Policy.Type.values()) {
      stage().made(policy(type, EVERYBODY), on(parent));
      var other = policy(type, READERS);
      failed(Fault.Kind.CONFLICT, stage().create(network(other), other, on(parent)));
      var there = (Policy) stage().one(other.kind(), parent.arn()).node();
      assertEquals(EVERYBODY, there.document());
    }
  }

  @Test
  default void readsAPolicyInItsCanonicalForm() {
    var parent = stage().network();
    stage()
        .call(
            "PutAuthPolicy",
            """
            {"resourceIdentifier": "%s", "policy": "{\\"Statement\\": [{\\"Action\\":
             [\\"vpc-lattice-svcs:Invoke\\"], \\"Resource\\": \\"*\\", \\"Effect\\": \\"Allow\\",
             \\"Principal\\": {\\"AWS\\": \\"*\\"}}], \\"Version\\": \\"2012-10-17\\"}"}
            """
                .replace("\n", "")
                .formatted(parent.id()));
    var found = (Policy) stage().one(Kind.AUTH_POLICY, parent.arn()).node();
    assertEquals(EVERYBODY, found.document());
  }

  @Test
  default void answersMissingToAPolicyOfWhatIsGone() {
    var parent = stage().network();
    stage()
        .call("DeleteServiceNetwork", "{'serviceNetworkIdentifier': '%s'}".formatted(parent.id()));
    for (var type : Policy.Type.values()) {
      var node = policy(type, EVERYBODY);
      var receipt = stage().create(network(node), node, on(parent));
      assertEquals(Fault.Kind.MISSING, Stage.fault(receipt).kind());
      assertEquals(List.of(), stage().find(node.kind(), parent.arn()));
      var physical = Policies.physical(type, parent.arn());
      assertNull(done(stage().delete(network(node), physical, node, Map.of())).physical());
    }
  }

  @Test
  default void answersInvalidToADocumentThatIsNoPolicy() {
    var node = policy(Policy.Type.AUTH, "{}");
    var receipt = stage().create(network(node), node, on(stage().network()));
    assertEquals(Fault.Kind.INVALID, Stage.fault(receipt).kind());
  }

  @Test
  default void namesTheMissingActionOfAPolicy() {
    var parent = stage().network();
    stage()
        .refused(
            Stage.creation(policy(Policy.Type.AUTH, EVERYBODY), on(parent)),
            "vpc-lattice:PutAuthPolicy",
            2);
    stage()
        .refused(
            Stage.creation(policy(Policy.Type.RESOURCE, EVERYBODY), on(parent)),
            "vpc-lattice:PutResourcePolicy",
            2);
    stage().unreadable(Kind.AUTH_POLICY, parent.arn(), "vpc-lattice:GetAuthPolicy");
    stage().unreadable(Kind.RESOURCE_POLICY, parent.arn(), "vpc-lattice:GetResourcePolicy");
  }

  @Test
  default void takesTagsOfAPolicyForABug() {
    var node = policy(Policy.Type.AUTH, EVERYBODY);
    var physical = stage().made(node, on(stage().network()));
    assertThrows(
        IllegalArgumentException.class,
        () -> stage().tag(network(node), physical, node, Map.of("team", "shop")));
  }
}
