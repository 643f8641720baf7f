package io.latticeoperator.simulator.ec2;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Dependents;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.SecurityGroup.Direction;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.simulator.aws.World;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The simulated EC2: what there is of it is the {@link World}. */
public final class Ec2 implements EndpointService {
  /** The signing name. */
  public static final String NAME = "ec2";

  private static final int LARGEST_BODY = 1024 * 1024;

  private final ServiceEndpoint endpoint;

  /**
   * @param dependents what other services have built on VPCs and security groups
   */
  public Ec2(Environment environment, Dependents dependents) {
    endpoint =
        new ServiceEndpoint(
            new ServiceEndpoint.Traits(NAME, Refusals.UNAUTHORIZED, LARGEST_BODY),
            environment,
            List.of(new Ec2Protocol()),
            operations(environment.world(), new Ids(environment.seed()), dependents));
  }

  @Override
  public ServiceEndpoint endpoint() {
    return endpoint;
  }

  /** Does nothing: the world is reset with VPC Lattice. */
  @Override
  public void reset() {}

  /** An action that takes its parameters apart itself. */
  @FunctionalInterface
  private interface Action extends BiFunction<ServiceCall, TextInput, ObjectNode> {}

  private static Map<String, Operation> operations(World world, Ids ids, Dependents dependents) {
    var vpcs = new Vpcs(world, ids, dependents);
    var subnets = new Subnets(world, vpcs, ids);
    var groups = new SecurityGroups(world, vpcs, ids, dependents);
    var rules = new SecurityGroupRules(world, groups, ids);
    var tags = new Tags(world);
    var needs = new Needs(world);
    return Map.ofEntries(
        reading("DescribeManagedPrefixLists", PrefixLists::describe),
        reading("GetManagedPrefixListEntries", PrefixLists::entries),
        reading("DescribeVpcs", vpcs::describe),
        writing("CreateVpc", needs::creating, "vpc", vpcs::create),
        writing("DeleteVpc", needs::changing, "VpcId", vpcs::delete),
        writing("AssociateVpcCidrBlock", needs::changing, "VpcId", vpcs::associateBlock),
        reading("DescribeSubnets", subnets::describe),
        writing("CreateSubnet", needs::creating, "subnet", subnets::create),
        writing("DeleteSubnet", needs::changing, "SubnetId", subnets::delete),
        reading("DescribeSecurityGroups", groups::describe),
        writing("CreateSecurityGroup", needs::creating, "security-group", groups::create),
        writing("DeleteSecurityGroup", needs::changing, "GroupId", groups::delete),
        reading("DescribeSecurityGroupRules", rules::describe),
        writing(
            "AuthorizeSecurityGroupIngress",
            needs::adding,
            "GroupId",
            (call, input) -> rules.authorize(call, input, Direction.INGRESS)),
        writing(
            "AuthorizeSecurityGroupEgress",
            needs::adding,
            "GroupId",
            (call, input) -> rules.authorize(call, input, Direction.EGRESS)),
        writing(
            "RevokeSecurityGroupIngress",
            needs::changing,
            "GroupId",
            (call, input) -> rules.revoke(call, input, Direction.INGRESS)),
        writing(
            "RevokeSecurityGroupEgress",
            needs::changing,
            "GroupId",
            (call, input) -> rules.revoke(call, input, Direction.EGRESS)),
        writing("ModifySecurityGroupRules", needs::modifying, "GroupId", rules::modify),
        writing("CreateTags", needs::changing, "ResourceId", tags::create),
        writing("DeleteTags", needs::changing, "ResourceId", tags::delete),
        reading("DescribeTags", tags::describe),
        reading("DescribeInstances", none("reservationSet")),
        reading("DescribeNetworkInterfaces", none("networkInterfaceSet")));
  }

  /** The simulated EC2 has no machines. */
  private static Action none(String set) {
    return (call, input) -> {
      var output = JsonNodeFactory.instance.objectNode();
      output.putArray(set);
      return output;
    };
  }

  private static Map.Entry<String, Operation> reading(String name, Action action) {
    return entry(
        name,
        Operation.reading(
            call -> List.of(Access.to(NAME + ":" + call.operation(), "*")), tried(action)));
  }

  private static Map.Entry<String, Operation> writing(
      String name,
      BiFunction<ServiceCall, String, List<Access>> needs,
      String subject,
      Action action) {
    return entry(name, Operation.writing(call -> needs.apply(call, subject), tried(action)));
  }

  /** With {@code DryRun}, all that is found out is whether the caller may. */
  private static Function<ServiceCall, ObjectNode> tried(Action action) {
    return call -> {
      var input = Refusals.input(call);
      if (input.flag("DryRun")) {
        throw Refusals.dryRun();
      }
      return action.apply(call, input);
    };
  }
}
