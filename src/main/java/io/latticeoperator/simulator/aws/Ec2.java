package io.latticeoperator.simulator.aws;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Enough of EC2 to find VPCs, subnets and VPC Lattice's managed prefix lists, and to open a
 * security group. Lists come whole, on one page.
 */
public final class Ec2 implements AwsService {
  /** The {@code Version} parameter of its calls. */
  public static final String VERSION = "2016-11-15";

  private final World world;
  private final SecurityGroups securityGroups;

  public Ec2(Environment environment) {
    this.world = environment.world();
    this.securityGroups = new SecurityGroups(world, environment.seed());
  }

  @Override
  public String signingName() {
    return "ec2";
  }

  @Override
  public void serve(HttpCall call, Consumer<Reply> reply) {
    reply.accept(call(QueryCall.of(call)).reply());
  }

  /** Does nothing: the world that security groups are in is reset with VPC Lattice. */
  @Override
  public void reset() {}

  /** Answers any call, a refusal included. */
  public QueryAnswer call(QueryCall call) {
    try {
      return answer(call, content(call));
    } catch (QueryRefusal refusal) {
      return refused(call, refusal.code(), refusal.text());
    } catch (NumberFormatException notNumeric) {
      return refused(call, "InvalidParameterValue", "A number is expected");
    }
  }

  private Consumer<Xml> content(QueryCall call) {
    return switch (call.action()) {
      case "DescribeManagedPrefixLists" -> prefixLists(call);
      case "DescribeVpcs" -> vpcs(call);
      case "DescribeSubnets" -> subnets(call);
      case "DescribeSecurityGroups" -> securityGroups.describe(call);
      case "CreateSecurityGroup" -> securityGroups.create(call);
      case "AuthorizeSecurityGroupIngress" -> securityGroups.authorize(call);
      case "RevokeSecurityGroupIngress" -> securityGroups.revoke(call);
      case "DescribeSecurityGroupRules" -> securityGroups.describeRules(call);
      default ->
          throw new QueryRefusal(
              "InvalidAction", "The simulator does not have the action " + call.action());
    };
  }

  /** A managed prefix list of VPC Lattice. */
  private record PrefixList(String id, String name, String family) {}

  private static Consumer<Xml> prefixLists(QueryCall call) {
    var region = call.caller().region();
    var lists =
        List.of(
            new PrefixList(
                "pl-0a1a77ce000000004", "com.amazonaws.%s.vpc-lattice".formatted(region), "IPv4"),
            new PrefixList(
                "pl-0a1a77ce000000006",
                "com.amazonaws.%s.ipv6.vpc-lattice".formatted(region),
                "IPv6"));
    var fields =
        Map.<String, Function<PrefixList, Object>>of(
            "prefix-list-id", PrefixList::id,
            "prefix-list-name", PrefixList::name,
            "owner-id", list -> "AWS");
    var wanted = call.list("PrefixListId");
    var found =
        Filters.of(call).select(lists, fields).stream()
            .filter(list -> wanted.isEmpty() || wanted.contains(list.id()))
            .toList();
    return xml ->
        xml.set(
            "prefixListSet",
            found,
            (item, list) ->
                item.element("prefixListId", list.id())
                    .element("addressFamily", list.family())
                    .element("state", "create-complete")
                    .element(
                        "prefixListArn",
                        "arn:aws:ec2:%s:aws:prefix-list/%s".formatted(region, list.id()))
                    .element("prefixListName", list.name())
                    .element("ownerId", "AWS"));
  }

  private List<Vpc> vpcsOf(Caller caller) {
    return world.vpcs().stream()
        .filter(vpc -> vpc.account().equals(caller.account()))
        .filter(vpc -> vpc.region().equals(caller.region()))
        .toList();
  }

  private Consumer<Xml> vpcs(QueryCall call) {
    var mine = vpcsOf(call.caller());
    var wanted = call.list("VpcId");
    for (var id : wanted) {
      if (mine.stream().noneMatch(vpc -> vpc.id().equals(id))) {
        throw new QueryRefusal(
            "InvalidVpcID.NotFound", "The vpc ID '%s' does not exist".formatted(id));
      }
    }
    var fields =
        Map.<String, Function<Vpc, Object>>of(
            "vpc-id",
            Vpc::id,
            "owner-id",
            Vpc::account,
            "cidr",
            vpc -> vpc.cidrs().getFirst(),
            "state",
            vpc -> "available");
    var found =
        Filters.of(call).select(mine, fields).stream()
            .filter(vpc -> wanted.isEmpty() || wanted.contains(vpc.id()))
            .toList();
    return xml -> xml.set("vpcSet", found, Ec2::write);
  }

  private static void write(Xml item, Vpc vpc) {
    item.element("vpcId", vpc.id())
        .element("ownerId", vpc.account())
        .element("state", "available")
        .element("cidrBlock", vpc.cidrs().getFirst())
        .set(
            "cidrBlockAssociationSet",
            vpc.cidrs().stream().filter(cidr -> !cidr.isIpv6()).toList(),
            (block, cidr) ->
                block
                    .element("cidrBlock", cidr)
                    .element("cidrBlockState", state -> state.element("state", "associated")))
        .set(
            "ipv6CidrBlockAssociationSet",
            vpc.cidrs().stream().filter(Cidr::isIpv6).toList(),
            (block, cidr) ->
                block
                    .element("ipv6CidrBlock", cidr)
                    .element("ipv6CidrBlockState", state -> state.element("state", "associated")))
        .element("isDefault", false);
  }

  /** A subnet with the VPC that it is in. */
  private record Located(Vpc vpc, Subnet subnet) {}

  private Consumer<Xml> subnets(QueryCall call) {
    var mine =
        vpcsOf(call.caller()).stream()
            .flatMap(vpc -> vpc.subnets().stream().map(subnet -> new Located(vpc, subnet)))
            .toList();
    var fields =
        Map.<String, Function<Located, Object>>of(
            "vpc-id", located -> located.vpc().id(),
            "subnet-id", located -> located.subnet().id(),
            "availability-zone", located -> located.subnet().zone(),
            "state", located -> "available");
    var wanted = call.list("SubnetId");
    var found =
        Filters.of(call).select(mine, fields).stream()
            .filter(located -> wanted.isEmpty() || wanted.contains(located.subnet().id()))
            .toList();
    return xml ->
        xml.set(
            "subnetSet",
            found,
            (item, located) ->
                item.element("subnetId", located.subnet().id())
                    .element("vpcId", located.vpc().id())
                    .element("ownerId", located.vpc().account())
                    .element("state", "available")
                    .element("cidrBlock", located.subnet().cidr())
                    .element("availabilityZone", located.subnet().zone()));
  }

  private static QueryAnswer answer(QueryCall call, Consumer<Xml> content) {
    var xml =
        new Xml()
            .element(
                call.action() + "Response",
                response -> content.accept(response.element("requestId", call.requestId())));
    return new QueryAnswer(200, xml.toString());
  }

  private static QueryAnswer refused(QueryCall call, String code, String message) {
    Consumer<Xml> error = inner -> inner.element("Code", code).element("Message", message);
    var xml =
        new Xml()
            .element(
                "Response",
                response ->
                    response
                        .element("Errors", errors -> errors.element("Error", error))
                        .element("RequestID", call.requestId()));
    return new QueryAnswer(400, xml.toString());
  }
}
