package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.simulator.aws.World;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The operations on hosted zones. */
final class HostedZones {
  private static final int LONGEST_REFERENCE = 128;
  private static final int LONGEST_NAME = 1024;
  private static final int LONGEST_COMMENT = 256;
  private static final int MOST = 100;
  private static final int APEX_TTL = 172_800;

  private final Zones zones;
  private final Changes changes;
  private final Ids ids;
  private final World world;
  private final Set<String> references = new HashSet<>();

  HostedZones(Zones zones, Changes changes, Ids ids, World world) {
    this.zones = zones;
    this.changes = changes;
    this.ids = ids;
    this.world = world;
  }

  void clear() {
    references.clear();
  }

  /** Takes up one that was there before. */
  void adopt(HostedZone zone) {
    zones.put(zone);
    references.add(zone.account() + " " + zone.callerReference());
  }

  ObjectNode create(ServiceCall call) {
    var input = Errors.input(call);
    var reference = Errors.text(input, "CallerReference", LONGEST_REFERENCE);
    var name = name(Errors.text(input, "Name", LONGEST_NAME));
    var vpcs = vpcs(input);
    if (references.contains(call.caller().account() + " " + reference)) {
      throw Errors.of(
          Errors.ZONE_EXISTS,
          "A hosted zone has already been created with the specified caller reference.");
    }
    refuseConflict(call.caller(), name, vpcs);
    var config = input.structure("HostedZoneConfig");
    if (config.flag("PrivateZone") && vpcs.isEmpty()) {
      throw Errors.of(
          Errors.INVALID, "When you're creating a private hosted zone, you must specify a VPC");
    }
    var comment = config.text("Comment").filter(text -> !text.isEmpty()).orElse(null);
    if (comment != null && comment.length() > LONGEST_COMMENT) {
      throw Errors.of(Errors.INVALID, "The comment is longer than %d", LONGEST_COMMENT);
    }
    var zone =
        new HostedZone(
            ids.next("Z"),
            call.caller().account(),
            name,
            reference,
            comment,
            vpcs,
            apex(name, nameServers(vpcs)));
    zones.put(zone);
    references.add(call.caller().account() + " " + reference);
    var output = JsonNodeFactory.instance.objectNode();
    output.set("HostedZone", written(zone));
    output.set("ChangeInfo", changes.submit(call, null));
    if (zone.isPrivate()) {
      write(output.putObject("VPC"), zone.vpcs().getFirst());
    } else {
      delegation(output, zone);
    }
    return output.put(
        "Location", "https://route53.amazonaws.com/2013-04-01" + Zones.path(zone.id()));
  }

  ObjectNode get(ServiceCall call) {
    var zone = zones.require(call.caller(), Errors.input(call).require("Id"));
    var output = JsonNodeFactory.instance.objectNode();
    output.set("HostedZone", written(zone));
    if (zone.isPrivate()) {
      var vpcs = output.putArray("VPCs");
      zone.vpcs().forEach(vpc -> write(vpcs.addObject(), vpc));
    } else {
      delegation(output, zone);
    }
    return output;
  }

  ObjectNode list(ServiceCall call) {
    var input = Errors.input(call);
    var marker = input.text("Marker").orElse("");
    int size = size(input, MOST);
    var found =
        zones.of(call.caller()).stream().filter(zone -> zone.id().compareTo(marker) >= 0).toList();
    var output = JsonNodeFactory.instance.objectNode();
    var items = output.putArray("HostedZones");
    found.stream().limit(size).forEach(zone -> items.add(written(zone)));
    boolean more = found.size() > size;
    output.put("Marker", marker).put("IsTruncated", more).put("MaxItems", size);
    return more ? output.put("NextMarker", found.get(size).id()) : output;
  }

  ObjectNode listByName(ServiceCall call) {
    var input = Errors.input(call);
    int size = size(input, MOST);
    var from = input.text("DNSName").map(HostedZones::name);
    var fromId = input.text("HostedZoneId").map(Zones::plain).orElse("");
    var start = from.map(name -> name.order() + "\u0001" + fromId).orElse("");
    var found =
        zones.of(call.caller()).stream()
            .filter(zone -> order(zone).compareTo(start) >= 0)
            .sorted(Comparator.comparing(HostedZones::order))
            .toList();
    var output = JsonNodeFactory.instance.objectNode();
    var items = output.putArray("HostedZones");
    found.stream().limit(size).forEach(zone -> items.add(written(zone)));
    from.ifPresent(name -> output.put("DNSName", name.text()));
    boolean more = found.size() > size;
    output.put("IsTruncated", more).put("MaxItems", size);
    if (more) {
      var next = found.get(size);
      output.put("NextDNSName", next.name().text()).put("NextHostedZoneId", next.id());
    }
    return output;
  }

  ObjectNode delete(ServiceCall call) {
    var zone = zones.require(call.caller(), Errors.input(call).require("Id"));
    if (!zone.records().values().stream().allMatch(zone::isOwn)) {
      throw Errors.of(
          Errors.ZONE_NOT_EMPTY,
          "The specified hosted zone contains non-required resource record sets and so cannot be"
              + " deleted.");
    }
    zones.remove(zone);
    var output = JsonNodeFactory.instance.objectNode();
    output.set("ChangeInfo", changes.submit(call, null));
    return output;
  }

  /** How many items a page has at most. */
  static int size(TextInput input, int most) {
    int size = input.whole("MaxItems").orElse(most);
    if (size < 1) {
      throw Errors.of(Errors.INVALID, "MaxItems must be a positive number");
    }
    return Math.min(size, most);
  }

  private static String order(HostedZone zone) {
    return zone.name().order() + "\u0001" + zone.id();
  }

  private static DnsName name(String text) {
    try {
      return DnsName.parse(text);
    } catch (IllegalArgumentException notOne) {
      throw Errors.of(Errors.INVALID_DOMAIN, "The domain name '%s' is invalid.", text);
    }
  }

  private List<HostedZone.Association> vpcs(TextInput input) {
    if (!input.has("VPC")) {
      return List.of();
    }
    var vpc = input.structure("VPC");
    var association = new HostedZone.Association(vpc.require("VPCRegion"), vpc.require("VPCId"));
    var isThere =
        world
            .vpc(association.vpcId())
            .filter(known -> known.region().equals(association.region()))
            .isPresent();
    if (!isThere) {
      throw Errors.of(
          Errors.INVALID_VPC,
          "The VPC %s in region %s could not be found",
          association.vpcId(),
          association.region());
    }
    return List.of(association);
  }

  private void refuseConflict(Caller caller, DnsName name, List<HostedZone.Association> vpcs) {
    for (var zone : zones.of(caller)) {
      if (zone.name().equals(name) && zone.vpcs().stream().anyMatch(vpcs::contains)) {
        throw Errors.of(
            Errors.CONFLICTING_DOMAIN,
            "The VPC %s is already associated with a hosted zone named %s",
            vpcs.getFirst().vpcId(),
            name);
      }
    }
  }

  /** Every zone has its own; all private ones have the same, which nobody can reach. */
  private List<String> nameServers(List<HostedZone.Association> vpcs) {
    if (!vpcs.isEmpty()) {
      return List.of(
          "ns-1536.awsdns-00.co.uk.",
          "ns-0.awsdns-00.com.",
          "ns-1024.awsdns-00.org.",
          "ns-512.awsdns-00.net.");
    }
    return List.of(
        "ns-%d.awsdns-%02d.org.".formatted(1024 + ids.below(512), ids.below(64)),
        "ns-%d.awsdns-%02d.com.".formatted(ids.below(512), ids.below(64)),
        "ns-%d.awsdns-%02d.net.".formatted(512 + ids.below(512), ids.below(64)),
        "ns-%d.awsdns-%02d.co.uk.".formatted(1536 + ids.below(512), ids.below(64)));
  }

  private static SortedMap<String, RecordSet> apex(DnsName name, List<String> servers) {
    var records = new TreeMap<String, RecordSet>();
    var soa = servers.getFirst() + " awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400";
    for (var set :
        List.of(apex(name, "NS", APEX_TTL, servers), apex(name, "SOA", 900, List.of(soa)))) {
      records.put(set.key(), set);
    }
    return records;
  }

  private static RecordSet apex(DnsName name, String type, int ttl, List<String> values) {
    var members =
        JsonNodeFactory.instance
            .objectNode()
            .put("Name", name.text())
            .put("Type", type)
            .put("TTL", ttl);
    var records = members.putArray("ResourceRecords");
    values.forEach(value -> records.addObject().put("Value", value));
    return new RecordSet(name, type, null, members);
  }

  private static ObjectNode written(HostedZone zone) {
    var output =
        JsonNodeFactory.instance
            .objectNode()
            .put("Id", Zones.path(zone.id()))
            .put("Name", zone.name().text())
            .put("CallerReference", zone.callerReference());
    output.putObject("Config").put("Comment", zone.comment()).put("PrivateZone", zone.isPrivate());
    return output.put("ResourceRecordSetCount", zone.records().size());
  }

  private static void delegation(ObjectNode output, HostedZone zone) {
    var servers = output.putObject("DelegationSet").putArray("NameServers");
    for (var set : zone.records().values()) {
      if (zone.isOwn(set) && set.type().equals("NS")) {
        for (var server : set.members().path("ResourceRecords")) {
          var name = server.path("Value").asText();
          servers.add(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
        }
      }
    }
  }

  private static void write(ObjectNode output, HostedZone.Association vpc) {
    output.put("VPCRegion", vpc.region()).put("VPCId", vpc.vpcId());
  }
}
