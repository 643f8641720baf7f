package io.latticeoperator.simulator.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.SecurityGroup.PeerKind;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TextInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The managed prefix lists of VPC Lattice; nobody can change them. */
final class PrefixLists {
  private PrefixLists() {}

  /**
   * A prefix list.
   *
   * @param weight as how many rules a rule that names it counts
   */
  record PrefixList(String id, String name, PeerKind family, String entry, int weight) {}

  static List<PrefixList> of(String region) {
    return List.of(
        new PrefixList(
            "pl-0a1a77ce000000004",
            "com.amazonaws.%s.vpc-lattice".formatted(region),
            PeerKind.IPV4,
            "169.254.171.0/24",
            10),
        new PrefixList(
            "pl-0a1a77ce000000006",
            "com.amazonaws.%s.ipv6.vpc-lattice".formatted(region),
            PeerKind.IPV6,
            "fd00:ec2:80::/64",
            10));
  }

  static Optional<PrefixList> find(String region, String id) {
    return of(region).stream().filter(list -> list.id().equals(id)).findFirst();
  }

  static PrefixList require(String region, String id) {
    return find(region, id)
        .orElseThrow(
            () ->
                Refusals.of(
                    "InvalidPrefixListID.NotFound", "The prefix list ID '%s' does not exist", id));
  }

  static ObjectNode describe(ServiceCall call, TextInput input) {
    var region = call.caller().region();
    var wanted = input.texts("PrefixListId");
    wanted.forEach(id -> require(region, id));
    var found =
        Filters.of(input)
            .select(
                of(region),
                Map.of(
                    "prefix-list-id", list -> List.of(list.id()),
                    "prefix-list-name", list -> List.of(list.name()),
                    "owner-id", list -> List.of("AWS")),
                list -> new TreeMap<>())
            .stream()
            .filter(list -> wanted.isEmpty() || wanted.contains(list.id()))
            .toList();
    return Listing.of(
        input,
        "prefixListSet",
        found,
        PrefixList::id,
        1,
        list ->
            JsonNodeFactory.instance
                .objectNode()
                .put("prefixListId", list.id())
                .put("addressFamily", list.family() == PeerKind.IPV4 ? "IPv4" : "IPv6")
                .put("state", "create-complete")
                .put(
                    "prefixListArn",
                    "arn:aws:ec2:%s:aws:prefix-list/%s".formatted(region, list.id()))
                .put("prefixListName", list.name())
                .put("ownerId", "AWS"));
  }

  static ObjectNode entries(ServiceCall call, TextInput input) {
    var list = require(call.caller().region(), input.require("PrefixListId"));
    return Listing.of(
        input,
        "entrySet",
        List.of(list),
        PrefixList::id,
        1,
        each -> JsonNodeFactory.instance.objectNode().put("cidr", each.entry()));
  }
}
