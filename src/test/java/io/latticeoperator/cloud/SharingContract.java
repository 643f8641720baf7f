package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.ELSEWHERE;
import static io.latticeoperator.cloud.Stage.done;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.network;
import static io.latticeoperator.cloud.Stage.physical;
import static io.latticeoperator.cloud.Stage.tags;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceShare;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ShareAcceptance;
import io.latticeoperator.plan.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every cloud does with resource shares and the invitations to them. */
public interface SharingContract {
  ResourceShare SHARE = new ResourceShare("mesh", Set.of("444455556666"), true);

  /** Where the test plays: the same one all through a test. */
  Stage stage();

  private static Map<Role, String> of(Physical parent) {
    return Map.of(Role.serviceNetwork(), parent.arn());
  }

  @Test
  default void takesAShareThroughItsLife() {
    var parent = stage().network();
    var receipt = stage().create(network(SHARE), SHARE, of(parent));
    assertEquals(1, receipt.calls());
    var created = physical(receipt);
    assertEquals(new Resource(SHARE, created), stage().one(Kind.RESOURCE_SHARE, "mesh"));
    assertEquals(3, stage().read(new Read.Find(Kind.RESOURCE_SHARE, "mesh")).calls());
    for (int time = 0; time < 2; time++) {
      assertNull(done(stage().delete(network(SHARE), created, SHARE, Map.of())).physical());
      assertEquals(List.of(), stage().find(Kind.RESOURCE_SHARE, "mesh"));
    }
    assertEquals(1, stage().read(new Read.Find(Kind.RESOURCE_SHARE, "mesh")).calls());
  }

  @Test
  default void addsPrincipalsBeforeItRemovesOthers() {
    var parent = stage().network();
    var created = stage().made(SHARE, of(parent));
    var other = new ResourceShare("mesh", Set.of("777788889999"), true);
    var receipt = stage().update(network(SHARE), created, SHARE, other, of(parent));
    assertNull(done(receipt).physical());
    assertEquals(2, receipt.calls());
    assertEquals(other, stage().one(Kind.RESOURCE_SHARE, "mesh").node());
    stage().deny("ram:DisassociateResourceShare");
    var half = stage().update(network(SHARE), created, other, SHARE, of(parent));
    assertEquals(Fault.Kind.LOST_ANSWER, Stage.fault(half).kind());
    assertEquals(
        new ResourceShare("mesh", Set.of("444455556666", "777788889999"), true),
        stage().one(Kind.RESOURCE_SHARE, "mesh").node());
  }

  @Test
  default void closesAShareToOtherOrganizationsLastAndOpensItFirst() {
    var parent = stage().network();
    var created = stage().made(SHARE, of(parent));
    var closed = new ResourceShare("mesh", Set.of(), false);
    assertEquals(2, stage().update(network(SHARE), created, SHARE, closed, of(parent)).calls());
    assertEquals(closed, stage().one(Kind.RESOURCE_SHARE, "mesh").node());
    assertEquals(2, stage().update(network(SHARE), created, closed, SHARE, of(parent)).calls());
    assertEquals(SHARE, stage().one(Kind.RESOURCE_SHARE, "mesh").node());
  }

  @Test
  default void seesThatAShareWithoutTheNetworkReachesNobodyAndPutsItBack() {
    var parent = stage().network();
    var created = stage().made(SHARE, of(parent));
    stage()
        .elsewhere(
            "ram",
            "DisassociateResourceShare",
            "{'resourceShareArn': '%s', 'resourceArns': ['%s']}"
                .formatted(created.arn(), parent.arn()));
    var empty = stage().one(Kind.RESOURCE_SHARE, "mesh").node();
    assertEquals(new ResourceShare("mesh", Set.of(), true), empty);
    done(stage().update(network(SHARE), created, empty, SHARE, of(parent)));
    assertEquals(SHARE, stage().one(Kind.RESOURCE_SHARE, "mesh").node());
  }

  @Test
  default void tellsWhoRefusedAndDoesNotAskAgain() {
    var parent = stage().network();
    stage().made(SHARE, of(parent));
    stage()
        .elsewhere(
            ELSEWHERE,
            "ram",
            "RejectResourceShareInvitation",
            "{'resourceShareInvitationArn': '%s'}".formatted(stage().invitation(ELSEWHERE)));
    var found = stage().one(Kind.RESOURCE_SHARE, "mesh");
    assertTrue(SHARE.satisfiedBy((ResourceShare) found.node()), found::toString);
    assertEquals("444455556666 is FAILED", requireNonNull(found.physical()).failure());
  }

  @Test
  default void tagsAndUntagsAShare() {
    var created = stage().made(SHARE, of(stage().network()));
    stage()
        .elsewhere(
            "ram",
            "TagResource",
            "{'resourceShareArn': '%s', 'tags': [{'key': 'foreign', 'value': 'yes'}]}"
                .formatted(created.arn()));
    stage().tag(network(SHARE), created, SHARE, Map.of("team", "shop", "gone", "soon"));
    stage().untag(network(SHARE), created, SHARE, Set.of("gone"));
    var expected = new HashMap<>(tags(network(SHARE)));
    expected.put("foreign", "yes");
    expected.put("team", "shop");
    assertEquals(
        expected, requireNonNull(stage().one(Kind.RESOURCE_SHARE, "mesh").physical()).tags());
  }

  @Test
  default void answersInvalidAndDeniedToAShare() {
    var parent = stage().network();
    var closed = new ResourceShare("mesh", Set.of("444455556666"), false);
    failed(Fault.Kind.INVALID, stage().create(network(closed), closed, of(parent)));
    stage().refused(Stage.creation(SHARE, of(parent)), "ram:CreateResourceShare");
    stage().made(SHARE, of(parent));
    stage().unreadable(Kind.RESOURCE_SHARE, "mesh", "ram:GetResourceShares");
    stage().unreadable(Kind.RESOURCE_SHARE, "mesh", "ram:GetResourceShareAssociations");
  }

  @Test
  default void acceptsAnInvitation() {
    var account = ELSEWHERE.account();
    var wanted = new ShareAcceptance(account, true);
    assertEquals(List.of(), stage().find(Kind.SHARE_ACCEPTANCE, account));
    var shared = stage().network(ELSEWHERE, "theirs");
    stage().inviteCaller(shared);
    var invited = stage().one(Kind.SHARE_ACCEPTANCE, account);
    assertEquals(new ShareAcceptance(account, false), invited.node());
    assertEquals(List.of(), stage().find(Kind.SHARE_ACCEPTANCE, "777788889999"));
    var physical = requireNonNull(invited.physical());
    assertEquals(stage().invitation(Stage.CALLER), physical.id());
    var receipt = stage().update(network(wanted), physical, invited.node(), wanted, Map.of());
    assertNull(done(receipt).physical());
    assertEquals(1, receipt.calls());
    stage().settle();
    assertEquals(wanted, stage().one(Kind.SHARE_ACCEPTANCE, account).node());
    assertNotNull(stage().one(Kind.SERVICE_NETWORK, "theirs").physical());
    failed(
        Fault.Kind.CONFLICT,
        stage().update(network(wanted), physical, invited.node(), wanted, Map.of()));
  }

  @Test
  default void showsAnInvitationThatIsPendingBesideOneThatWasAccepted() {
    var account = ELSEWHERE.account();
    stage().shareWithCaller(stage().network(ELSEWHERE, "one"));
    stage().inviteCaller(stage().network(ELSEWHERE, "two"));
    assertEquals(
        new ShareAcceptance(account, false), stage().one(Kind.SHARE_ACCEPTANCE, account).node());
  }

  @Test
  default void namesTheMissingActionOfAnInvitation() {
    stage().inviteCaller(stage().network(ELSEWHERE, "theirs"));
    var account = ELSEWHERE.account();
    stage().unreadable(Kind.SHARE_ACCEPTANCE, account, "ram:GetResourceShareInvitations");
    var invited = stage().one(Kind.SHARE_ACCEPTANCE, account);
    stage().deny("ram:AcceptResourceShareInvitation");
    var wanted = new ShareAcceptance(account, true);
    var receipt =
        stage()
            .update(
                network(wanted),
                requireNonNull(invited.physical()),
                invited.node(),
                wanted,
                Map.of());
    assertTrue(
        Stage.fault(receipt).message().endsWith("(ram:AcceptResourceShareInvitation)"),
        Stage.fault(receipt)::message);
  }

  @Test
  default void takesAnInvitationOfOursForABug() {
    var node = new ShareAcceptance(ELSEWHERE.account(), true);
    assertThrows(
        IllegalArgumentException.class, () -> stage().create(network(node), node, Map.of()));
  }
}
