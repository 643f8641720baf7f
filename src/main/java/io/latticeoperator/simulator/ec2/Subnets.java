package io.latticeoperator.simulator.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.Subnet;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The actions of EC2 on subnets. */
final class Subnets {
  private static final int ADDRESS_BITS = 32;

  /** The first four and the last address of a subnet are Amazon's. */
  private static final int RESERVED = 5;

  private final World world;
  private final Vpcs vpcs;
  private final Ids ids;

  Subnets(World world, Vpcs vpcs, Ids ids) {
    this.world = world;
    this.vpcs = vpcs;
    this.ids = ids;
  }

  /** A subnet with the VPC that it is in. */
  private record Located(Vpc vpc, Subnet subnet) {
    String id() {
      return subnet.id();
    }
  }

  ObjectNode describe(ServiceCall call, TextInput input) {
    var wanted = input.texts("SubnetId");
    wanted.forEach(id -> require(call.caller(), id));
    var found =
        Filters.of(input)
            .select(
                of(call.caller()),
                Map.of(
                    "vpc-id", located -> List.of(located.vpc().id()),
                    "subnet-id", located -> List.of(located.id()),
                    "availability-zone", located -> List.of(located.subnet().zone()),
                    "availabilityZone", located -> List.of(located.subnet().zone()),
                    "cidr-block", located -> List.of(located.subnet().cidr().text()),
                    "cidr", located -> List.of(located.subnet().cidr().text()),
                    "owner-id", located -> List.of(located.vpc().account()),
                    "state", located -> List.of("available")),
                located -> world.tags(located.id()))
            .stream()
            .filter(located -> wanted.isEmpty() || wanted.contains(located.id()))
            .toList();
    return Listing.of(input, "subnetSet", found, Located::id, 5, this::written);
  }

  ObjectNode create(ServiceCall call, TextInput input) {
    var vpc = vpcs.require(call.caller(), input.require("VpcId"));
    var cidrs = new ArrayList<Cidr>();
    cidrs.add(Blocks.ipv4(input.require("CidrBlock"), "InvalidSubnet.Range"));
    input.text("Ipv6CidrBlock").map(Blocks::ipv6).ifPresent(cidrs::add);
    for (var cidr : cidrs) {
      if (vpc.cidrs().stream().noneMatch(block -> block.contains(cidr))) {
        throw Refusals.of("InvalidSubnet.Range", "The CIDR '%s' is invalid.", cidr);
      }
      if (vpc.subnets().stream()
          .flatMap(subnet -> subnet.cidrs().stream())
          .anyMatch(cidr::overlaps)) {
        throw Refusals.of(
            "InvalidSubnet.Conflict", "The CIDR '%s' conflicts with another subnet", cidr);
      }
    }
    var zone = input.text("AvailabilityZone").orElse(vpc.region() + "a");
    if (!zone.matches(vpc.region() + "[a-f]")) {
      throw Refusals.invalid(
          "Value (%s) for parameter availabilityZone is invalid. Subnets can currently only be"
              + " created in the following availability zones: %s[a-f].",
          zone, vpc.region());
    }
    var tags = Tags.specified(input, "subnet");
    var subnet = new Subnet(ids.next("subnet"), cidrs, zone);
    world.put(vpc.with(subnet));
    world.tag(subnet.id(), tags);
    var output = JsonNodeFactory.instance.objectNode();
    output.set("subnet", written(new Located(vpc, subnet)));
    return output;
  }

  ObjectNode delete(ServiceCall call, TextInput input) {
    var located = require(call.caller(), input.require("SubnetId"));
    world.put(located.vpc().without(located.subnet()));
    world.tag(located.id(), Map.of());
    return JsonNodeFactory.instance.objectNode().put("return", true);
  }

  private List<Located> of(Caller caller) {
    return vpcs.of(caller).stream()
        .flatMap(vpc -> vpc.subnets().stream().map(subnet -> new Located(vpc, subnet)))
        .toList();
  }

  private Located require(Caller caller, String id) {
    return of(caller).stream()
        .filter(located -> located.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> Refusals.of("InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", id));
  }

  private ObjectNode written(Located located) {
    var subnet = located.subnet();
    var output =
        JsonNodeFactory.instance
            .objectNode()
            .put("subnetId", subnet.id())
            .put("vpcId", located.vpc().id())
            .put("ownerId", located.vpc().account())
            .put("state", "available")
            .put(
                "subnetArn",
                "arn:aws:ec2:%s:%s:subnet/%s"
                    .formatted(located.vpc().region(), located.vpc().account(), subnet.id()))
            .put("cidrBlock", subnet.cidr().text())
            .put("availableIpAddressCount", free(subnet.cidr()))
            .put("availabilityZone", subnet.zone())
            .put("defaultForAz", false)
            .put("mapPublicIpOnLaunch", false)
            .put("assignIpv6AddressOnCreation", false);
    var ipv6 = output.putArray("ipv6CidrBlockAssociationSet");
    for (var cidr : subnet.cidrs().stream().filter(Cidr::isIpv6).toList()) {
      ipv6.addObject()
          .put("associationId", Blocks.associationId("subnet-cidr-assoc", subnet.id(), cidr))
          .put("ipv6CidrBlock", cidr.text())
          .putObject("ipv6CidrBlockState")
          .put("state", "associated");
    }
    Tags.write(output.putArray("tagSet"), world.tags(subnet.id()));
    return output;
  }

  private static long free(Cidr cidr) {
    return Math.max(0, (1L << (ADDRESS_BITS - Math.min(ADDRESS_BITS, cidr.bits()))) - RESERVED);
  }
}
