package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.ELSEWHERE;
import static io.latticeoperator.cloud.Stage.VPC;
import static io.latticeoperator.cloud.Stage.done;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.network;
import static io.latticeoperator.cloud.Stage.physical;
import static io.latticeoperator.cloud.Stage.tags;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.plan.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every cloud does with associations of VPCs. */
public interface VpcAssociationContract {
  /** Where the test plays: the same one all through a test. */
  Stage stage();

  private static VpcAssociation with(Set<String> groups, @Nullable Boolean privateDns) {
    return new VpcAssociation(VPC, Role.serviceNetwork().text(), groups, privateDns);
  }

  private static VpcAssociation wanted(String... groups) {
    return with(Set.of(groups), null);
  }

  private static Map<Role, String> in(Physical network) {
    return Map.of(Role.serviceNetwork(), network.arn());
  }

  /** As it is wanted, in the place of the network that was found. */
  private static VpcAssociation placed(Resource found, Physical network) {
    var association = (VpcAssociation) found.node();
    assertEquals(network.id(), association.network());
    return association.withNetwork(Role.serviceNetwork().text());
  }

  @Test
  default void takesAnAssociationOfAVpcThroughItsLife() {
    var network = stage().network();
    var group = stage().securityGroup("lattice", Map.of());
    var node = wanted(group);
    var receipt = stage().create(network(node), node, in(network));
    var created = physical(receipt);
    assertEquals(1, receipt.calls());
    assertEquals(ResourceStatus.CREATE_IN_PROGRESS, created.status());
    assertEquals(tags(network(node)), created.tags());
    failed(Fault.Kind.CONFLICT, stage().delete(network(node), created, node, Map.of()));
    stage().settle();
    var active = created.withStatus(ResourceStatus.ACTIVE);
    var found = stage().one(Kind.VPC_ASSOCIATION, VPC);
    assertTrue(node.satisfiedBy(placed(found, network)), found::toString);
    assertEquals(active, found.physical());
    assertEquals(3, stage().read(new Read.Find(Kind.VPC_ASSOCIATION, VPC)).calls());
    assertEquals(
        created.withStatus(ResourceStatus.DELETE_IN_PROGRESS),
        physical(stage().delete(network(node), created, node, Map.of())));
    stage().settle();
    assertEquals(List.of(), stage().find(Kind.VPC_ASSOCIATION, VPC));
    assertNull(done(stage().delete(network(node), created, node, Map.of())).physical());
  }

  @Test
  default void readsTheStatusOfAnAssociationOfAVpcInOneCall() {
    var created = stage().made(wanted(), in(stage().network()));
    var reading = stage().read(new Read.Status(Kind.VPC_ASSOCIATION, created.id()));
    assertEquals(1, reading.calls());
    var resource = requireNonNull(((Result.Described) reading.result()).resource());
    assertEquals(created.withStatus(ResourceStatus.ACTIVE).withTags(null), resource.physical());
    assertEquals(
        new Result.Described(null),
        stage().read(new Read.Status(Kind.VPC_ASSOCIATION, "snva-0123456789abcdef0")).result());
  }

  @Test
  default void changesSecurityGroupsInPlaceAndSaysThatItLasts() {
    var network = stage().network();
    var one = stage().securityGroup("one", Map.of());
    var two = stage().securityGroup("two", Map.of());
    var created = stage().made(wanted(one), in(network));
    var node = wanted(one);
    var receipt = stage().update(network(node), created, node, wanted(one, two), in(network));
    assertEquals(1, receipt.calls());
    assertEquals(ResourceStatus.UPDATE_IN_PROGRESS, physical(receipt).status());
    stage().settle();
    var found = stage().one(Kind.VPC_ASSOCIATION, VPC);
    assertEquals(wanted(one, two).securityGroups(), placed(found, network).securityGroups());
    assertEquals(ResourceStatus.ACTIVE, requireNonNull(found.physical()).status());
  }

  @Test
  default void choosesPrivateDnsOnceAndForGood() {
    var network = stage().network();
    var on = with(Set.of(), true);
    var created = stage().made(on, in(network));
    var found = stage().one(Kind.VPC_ASSOCIATION, VPC);
    assertTrue(on.satisfiedBy(placed(found, network)), found::toString);
    var receipt =
        stage().update(network(on), created, found.node(), with(Set.of(), false), in(network));
    assertEquals(Fault.of(Fault.Kind.INVALID, on.privateDnsIsForGood()), Stage.fault(receipt));
    assertEquals(0, receipt.calls());
  }

  @Test
  default void associatesWithWhatIsSharedByItsArn() {
    var shared = stage().network(ELSEWHERE, "theirs");
    var node = wanted();
    failed(Fault.Kind.MISSING, stage().create(network(node), node, in(shared)));
    stage().shareWithCaller(shared);
    stage().made(node, in(shared));
    assertTrue(node.satisfiedBy(placed(stage().one(Kind.VPC_ASSOCIATION, VPC), shared)));
  }

  @Test
  default void answersAConflictToASecondAssociationOfAVpc() {
    var node = wanted();
    stage().made(node, in(stage().network()));
    var other = stage().network(ELSEWHERE, "theirs");
    stage().shareWithCaller(other);
    failed(Fault.Kind.CONFLICT, stage().create(network(node), node, in(other)));
  }

  @Test
  default void tagsAndUntagsAnAssociationOfAVpc() {
    var node = wanted();
    var created = stage().made(node, in(stage().network()));
    stage().foreignTag(created.arn());
    stage().tag(network(node), created, node, Map.of("team", "shop"));
    stage().untag(network(node), created, node, Set.of("team"));
    var expected = new HashMap<>(tags(network(node)));
    expected.put("foreign", "yes");
    assertEquals(
        expected, requireNonNull(stage().one(Kind.VPC_ASSOCIATION, VPC).physical()).tags());
  }

  @Test
  default void namesTheMissingActionOfAnAssociationOfAVpc() {
    var network = stage().network();
    stage()
        .refused(
            Stage.creation(wanted(), in(network)),
            "vpc-lattice:CreateServiceNetworkVpcAssociation");
    stage().made(wanted(), in(network));
    for (var operation :
        List.of("ListServiceNetworkVpcAssociations", "GetServiceNetworkVpcAssociation")) {
      stage().unreadable(Kind.VPC_ASSOCIATION, VPC, "vpc-lattice:" + operation);
    }
  }

  @Test
  default void findsNoAssociationOfAVpcThatHasNone() {
    assertEquals(List.of(), stage().find(Kind.VPC_ASSOCIATION, Stage.OTHER_VPC));
    assertEquals(List.of(), stage().find(Kind.VPC_ASSOCIATION, "vpc-0123456789abcdef0"));
  }
}
