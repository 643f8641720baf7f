package io.latticeoperator.simulation;

import static io.latticeoperator.simulation.Fleet.NODES;
import static io.latticeoperator.simulation.Fleet.PARTNER;
import static io.latticeoperator.simulation.Fleet.export;
import static io.latticeoperator.translate.NetworkFixture.SHOP;
import static io.latticeoperator.translate.NetworkFixture.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Owner;
import io.latticeoperator.simulator.aws.Authorizer;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.NetworkFacts;
import io.latticeoperator.translate.ObservabilitySpec;
import io.latticeoperator.translate.ObservabilitySpec.DashboardSpec;
import io.latticeoperator.translate.ObservabilitySpec.ForeignEdits;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each action denied in turn: everything else goes on, the condition concerned names what is
 * missing, and once it is allowed all comes right without a restart.
 */
class DeniedTest {
  private static final String OPEN =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "vpc-lattice-svcs:Invoke", "Resource": "*"}]}
      """;

  private static NetworkFacts wanted() {
    return network()
        .associated(DeletionPolicy.DELETE)
        .podGroups(2, NODES)
        .auth(AuthType.AWS_IAM, OPEN)
        .logGroup("/lattice/shop", true, 30)
        .shared(PARTNER.account())
        .observed(new ObservabilitySpec(new DashboardSpec(null, ForeignEdits.REPAIR), null))
        .facts();
  }

  @ParameterizedTest
  @CsvSource({
    "vpc-lattice:ListServiceNetworks, PROGRAMMED",
    "vpc-lattice:CreateServiceNetwork, PROGRAMMED",
    "vpc-lattice:ListServiceNetworkVpcAssociations, VPC_ASSOCIATED",
    "vpc-lattice:CreateServiceNetworkVpcAssociation, VPC_ASSOCIATED",
    "vpc-lattice:PutAuthPolicy, AUTHORIZED",
    "vpc-lattice:GetAuthPolicy, AUTHORIZED",
    "vpc-lattice:CreateAccessLogSubscription, LOGGED",
    "logs:DescribeLogGroups, LOGGED",
    "logs:CreateLogGroup, LOGGED",
    "ram:GetResourceShares, SHARED",
    "ram:CreateResourceShare, SHARED",
    "ec2:DescribeManagedPrefixLists, PODS_REACHABLE",
    "ec2:DescribeSecurityGroupRules, PODS_REACHABLE",
    "ec2:AuthorizeSecurityGroupIngress, PODS_REACHABLE",
    "cloudwatch:GetDashboard, OBSERVABLE",
    "cloudwatch:PutDashboard, OBSERVABLE"
  })
  void whatIsDeniedIsNamedAndHoldsUpNothingElse(String action, Type concerned) {
    var lifted = new boolean[1];
    Authorizer authorizer =
        (caller, access) ->
            !lifted[0]
                    && caller.accessKey().equals("AKIAONE")
                    && access.action().equalsIgnoreCase(action)
                ? Optional.of("not authorized to perform: " + action)
                : Optional.empty();
    var fleet = new Fleet(environment -> environment.authorizedBy(authorizer));
    var one = fleet.cluster("one");
    one.put(wanted());
    one.put(export("checkout", "shop", 8080, "10.1.0.1"));
    fleet.minutes(10);

    var condition = one.network(SHOP).condition(concerned);
    assertEquals(Truth.FALSE, condition.status(), condition.toString());
    assertEquals("AccessDenied", condition.reason(), condition.toString());
    assertTrue(condition.message().contains(action), condition.toString());
    if (concerned != Type.PROGRAMMED) {
      one.network(SHOP).conditions().stream()
          .filter(c -> c.type() != concerned && c.type() != Type.READY && c.type() != Type.STALLED)
          .filter(c -> !(concerned == Type.AUTHORIZED && c.type() == Type.PROGRAMMED))
          .forEach(c -> assertEquals(Truth.TRUE, c.status(), c.toString()));
      assertEquals(
          Truth.TRUE,
          one.export(Owner.export("shop", "checkout")).condition(Type.READY).status(),
          () -> one.export(Owner.export("shop", "checkout")).conditions().toString());
    }
    assertEquals(Truth.TRUE, one.network(SHOP).condition(Type.STALLED).status());

    lifted[0] = true;
    fleet.minutes(10);
    assertEquals(
        Truth.TRUE,
        one.network(SHOP).condition(Type.READY).status(),
        () -> one.network(SHOP).conditions().toString());
  }
}
