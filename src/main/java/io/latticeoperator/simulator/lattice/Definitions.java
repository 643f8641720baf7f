package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.lattice.ResourceConfiguration.Definition;
import io.latticeoperator.simulator.lattice.ResourceConfiguration.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The wire form of what resource configurations reach, and what must hold for it to be taken. */
final class Definitions {
  /** The addresses that a resource may have beside those of its gateway's VPC. */
  private static final List<Cidr> REACHABLE =
      Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fd00::/8")
          .map(Cidr::parse)
          .toList();

  private Definitions() {}

  /** Null without one; refused unless it is of the kind that the type asks for. */
  static @Nullable Definition read(
      State state, Request request, Type type, ResourceGateway gateway) {
    var node = request.structure("resourceConfigurationDefinition");
    if (type == Type.GROUP) {
      if (node.isPresent()) {
        throw Refused.invalid("A GROUP has no resourceConfigurationDefinition");
      }
      return null;
    }
    var definition =
        node.map(Definitions::read)
            .orElseThrow(
                () ->
                    Refused.invalid(
                        "A %s needs a resourceConfigurationDefinition".formatted(type)));
    var fits =
        switch (type) {
          case GROUP -> false;
          case CHILD, SINGLE ->
              definition.kind() == Definition.Kind.DNS || definition.kind() == Definition.Kind.IP;
          case ARN -> definition.kind() == Definition.Kind.ARN;
          case CIDR -> definition.kind() == Definition.Kind.CIDR;
        };
    if (!fits) {
      throw Refused.invalid("A %s cannot reach what is defined".formatted(type));
    }
    if (definition.kind() == Definition.Kind.IP) {
      admitAddress(state, gateway, definition.values().getFirst());
    }
    return definition;
  }

  static ObjectNode write(Definition definition) {
    var node = Json.object();
    var first = definition.values().getFirst();
    switch (definition.kind()) {
      case DNS ->
          node.putObject("dnsResource")
              .put("domainName", first)
              .put("ipAddressType", definition.ipAddressType());
      case IP -> node.putObject("ipResource").put("ipAddress", first);
      case ARN -> node.putObject("arnResource").put("arn", first);
      case CIDR -> Json.texts(node.putObject("cidrResource"), "cidrRanges", definition.values());
    }
    return node;
  }

  private static Definition read(JsonNode union) {
    if (union.hasNonNull("dnsResource")) {
      var dns = union.get("dnsResource");
      return new Definition(
          Definition.Kind.DNS,
          List.of(member(dns, "domainName")),
          dns.path("ipAddressType").asText("IPV4"));
    }
    if (union.hasNonNull("ipResource")) {
      var address = member(union.get("ipResource"), "ipAddress");
      return new Definition(Definition.Kind.IP, List.of(address), "");
    }
    if (union.hasNonNull("arnResource")) {
      var arn = member(union.get("arnResource"), "arn");
      return new Definition(Definition.Kind.ARN, List.of(arn), "");
    }
    var ranges = new ArrayList<String>();
    for (var range : union.path("cidrResource").path("cidrRanges")) {
      try {
        ranges.add(Cidr.parse(range.asText()).text());
      } catch (IllegalArgumentException malformed) {
        throw Refused.invalid("Not a CIDR block: " + range.asText());
      }
    }
    if (ranges.isEmpty()) {
      throw Refused.invalid("A CIDR resource needs cidrRanges");
    }
    return new Definition(Definition.Kind.CIDR, ranges, "");
  }

  private static String member(JsonNode node, String name) {
    if (!node.hasNonNull(name)) {
      throw Refused.invalid("A resourceConfigurationDefinition needs " + name);
    }
    return node.get(name).asText();
  }

  private static void admitAddress(State state, ResourceGateway gateway, String address) {
    var blocks = new ArrayList<>(REACHABLE);
    state.world().vpc(gateway.vpcId()).ifPresent(vpc -> blocks.addAll(vpc.cidrs()));
    if (blocks.stream().noneMatch(block -> block.contains(address))) {
      throw Refused.invalid("%s is not an address that can be reached".formatted(address));
    }
  }
}
