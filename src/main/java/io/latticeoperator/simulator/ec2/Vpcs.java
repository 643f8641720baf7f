package io.latticeoperator.simulator.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.aws.Dependents;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import java.util.List;
import java.util.Map;

/** The actions of EC2 on VPCs and their address blocks. */
final class Vpcs {
  private final World world;
  private final Ids ids;
  private final Dependents dependents;

  Vpcs(World world, Ids ids, Dependents dependents) {
    this.world = world;
    this.ids = ids;
    this.dependents = dependents;
  }

  List<Vpc> of(Caller caller) {
    return world.vpcs().stream().filter(vpc -> vpc.isOf(caller)).toList();
  }

  Vpc require(Caller caller, String id) {
    return world
        .vpc(id)
        .filter(vpc -> vpc.isOf(caller))
        .orElseThrow(
            () -> Refusals.of("InvalidVpcID.NotFound", "The vpc ID '%s' does not exist", id));
  }

  ObjectNode describe(ServiceCall call, TextInput input) {
    var wanted = input.texts("VpcId");
    wanted.forEach(id -> require(call.caller(), id));
    var found =
        Filters.of(input)
            .select(
                of(call.caller()),
                Map.of(
                    "vpc-id", vpc -> List.of(vpc.id()),
                    "owner-id", vpc -> List.of(vpc.account()),
                    "cidr", vpc -> List.of(vpc.cidrs().getFirst().text()),
                    "cidr-block-association.cidr-block", vpc -> texts(vpc, false),
                    "ipv6-cidr-block-association.ipv6-cidr-block", vpc -> texts(vpc, true),
                    "is-default", vpc -> List.of("false"),
                    "state", vpc -> List.of("available")),
                vpc -> world.tags(vpc.id()))
            .stream()
            .filter(vpc -> wanted.isEmpty() || wanted.contains(vpc.id()))
            .toList();
    return Listing.of(input, "vpcSet", found, Vpc::id, 5, vpc -> written(vpc, "available"));
  }

  private static List<String> texts(Vpc vpc, boolean ipv6) {
    return vpc.cidrs().stream().filter(cidr -> cidr.isIpv6() == ipv6).map(Cidr::text).toList();
  }

  ObjectNode create(ServiceCall call, TextInput input) {
    var caller = call.caller();
    var cidr = Blocks.ipv4(input.require("CidrBlock"), "InvalidVpc.Range");
    var tags = Tags.specified(input, "vpc");
    var blocks =
        input.flag("AmazonProvidedIpv6CidrBlock")
            ? List.of(cidr, Cidr.parse(ids.ipv6Block()))
            : List.of(cidr);
    var vpc = new Vpc(ids.next("vpc"), caller.account(), caller.region(), blocks, List.of());
    world.add(vpc);
    world.tag(vpc.id(), tags);
    var output = JsonNodeFactory.instance.objectNode();
    output.set("vpc", written(vpc, "pending"));
    return output;
  }

  ObjectNode delete(ServiceCall call, TextInput input) {
    var vpc = require(call.caller(), input.require("VpcId"));
    boolean hasGroups =
        world.securityGroups().stream()
            .anyMatch(group -> group.vpcId().equals(vpc.id()) && !group.name().equals("default"));
    if (!vpc.subnets().isEmpty() || hasGroups || dependents.use(vpc.id())) {
      throw Refusals.of(
          "DependencyViolation", "The vpc '%s' has dependencies and cannot be deleted.", vpc.id());
    }
    world.removeVpc(vpc.id());
    return JsonNodeFactory.instance.objectNode().put("return", true);
  }

  ObjectNode associateBlock(ServiceCall call, TextInput input) {
    var vpc = require(call.caller(), input.require("VpcId"));
    boolean isIpv6 = input.flag("AmazonProvidedIpv6CidrBlock") || input.has("Ipv6CidrBlock");
    final Cidr added;
    if (isIpv6) {
      added = Blocks.ipv6(input.text("Ipv6CidrBlock").orElseGet(ids::ipv6Block));
    } else {
      added = Blocks.ipv4(input.require("CidrBlock"), "InvalidVpc.Range");
    }
    if (vpc.cidrs().stream().anyMatch(added::overlaps)) {
      throw Refusals.of(
          "InvalidVpc.Range",
          "The CIDR '%s' conflicts with a CIDR block of the VPC '%s'",
          added,
          vpc.id());
    }
    world.put(vpc.with(added));
    var output = JsonNodeFactory.instance.objectNode().put("vpcId", vpc.id());
    var association =
        output.putObject(isIpv6 ? "ipv6CidrBlockAssociation" : "cidrBlockAssociation");
    block(association, vpc, added, "associating");
    return output;
  }

  private ObjectNode written(Vpc vpc, String state) {
    var output =
        JsonNodeFactory.instance
            .objectNode()
            .put("vpcId", vpc.id())
            .put("ownerId", vpc.account())
            .put("state", state)
            .put("cidrBlock", vpc.cidrs().getFirst().text())
            .put("dhcpOptionsId", "default")
            .put("instanceTenancy", "default")
            .put("isDefault", false);
    var ipv4 = output.putArray("cidrBlockAssociationSet");
    var ipv6 = output.putArray("ipv6CidrBlockAssociationSet");
    for (var cidr : vpc.cidrs()) {
      block((cidr.isIpv6() ? ipv6 : ipv4).addObject(), vpc, cidr, "associated");
    }
    Tags.write(output.putArray("tagSet"), world.tags(vpc.id()));
    return output;
  }

  private static void block(ObjectNode output, Vpc vpc, Cidr cidr, String state) {
    var member = cidr.isIpv6() ? "ipv6CidrBlock" : "cidrBlock";
    output.put("associationId", Blocks.associationId("vpc-cidr-assoc", vpc.id(), cidr));
    output.put(member, cidr.text()).putObject(member + "State").put("state", state);
  }
}
