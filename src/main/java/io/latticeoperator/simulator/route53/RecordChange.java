package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.TextInput;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One change of a batch, found to be well-formed. */
record RecordChange(Action action, RecordSet set) {
  private static final Set<String> TYPES =
      Set.of(
          "SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA", "CAA", "DS",
          "TLSA", "SSHFP", "SVCB", "HTTPS");

  /** What makes a set one of several that share a name and a type. */
  private static final List<String> POLICIES =
      List.of(
          "Weight",
          "Region",
          "GeoLocation",
          "Failover",
          "MultiValueAnswer",
          "GeoProximityLocation",
          "CidrRoutingConfig");

  private static final int LONGEST_IDENTIFIER = 128;
  private static final int HEAVIEST = 255;

  /** As in the service model. */
  enum Action {
    CREATE,
    DELETE,
    UPSERT
  }

  static RecordChange read(TextInput change) {
    var text = change.require("Action");
    var action =
        Arrays.stream(Action.values())
            .filter(each -> each.name().equals(text))
            .findFirst()
            .orElseThrow(() -> Errors.of(Errors.INVALID, "Invalid action '%s'", text));
    var set = change.structure("ResourceRecordSet");
    var name = name(set.require("Name"));
    var type = set.require("Type");
    if (!TYPES.contains(type)) {
      throw Errors.of(Errors.INVALID, "Invalid record type '%s'", type);
    }
    var identifier = set.text("SetIdentifier").orElse(null);
    var what =
        "Change with [Action=%s, Name=%s, Type=%s, SetIdentifier=%s]"
            .formatted(action, name, type, identifier);
    shape(set, what);
    policy(set, what);
    var members = set.members().deepCopy();
    members.put("Name", name.text());
    if (members.path("AliasTarget") instanceof ObjectNode alias) {
      alias.put("DNSName", name(alias.path("DNSName").asText()).text());
      alias.put("HostedZoneId", Zones.plain(alias.path("HostedZoneId").asText()));
    }
    return new RecordChange(action, new RecordSet(name, type, identifier, members));
  }

  static DnsName name(String text) {
    try {
      return DnsName.parse(text);
    } catch (IllegalArgumentException notOne) {
      throw Errors.of(Errors.INVALID, "Invalid DNS name '%s'", text);
    }
  }

  /** Either records with a time to live, or an alias. */
  private static void shape(TextInput set, String what) {
    boolean hasRecords = !set.structures("ResourceRecords").isEmpty();
    boolean isAlias = set.has("AliasTarget");
    if (hasRecords == isAlias || isAlias == set.has("TTL")) {
      var found =
          isAlias || hasRecords || set.has("TTL")
              ? "found an incomplete or ambiguous set"
              : "found none";
      throw Errors.of(
          Errors.INVALID,
          "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
              + " ResourceRecords], or TrafficPolicyInstanceId], but %s in %s",
          found,
          what);
    }
    if (isAlias) {
      var alias = set.structure("AliasTarget");
      alias.require("HostedZoneId");
      alias.require("DNSName");
      alias.require("EvaluateTargetHealth");
    } else if (set.whole("TTL").orElse(-1) < 0) {
      throw Errors.of(Errors.INVALID, "Invalid TTL in %s", what);
    }
  }

  private static void policy(TextInput set, String what) {
    long policies = POLICIES.stream().filter(set::has).count();
    var identifier = set.text("SetIdentifier");
    if (policies > 1) {
      throw Errors.of(
          Errors.INVALID, "Invalid request: Expected at most one of %s in %s", POLICIES, what);
    }
    if (policies == 1 && identifier.isEmpty()) {
      throw missing("SetIdentifier", what);
    }
    if (policies == 0 && identifier.isPresent()) {
      throw Errors.of(
          Errors.INVALID,
          "Invalid request: Missing field, expected one of %s in %s",
          POLICIES,
          what);
    }
    if (identifier.filter(id -> id.isEmpty() || id.length() > LONGEST_IDENTIFIER).isPresent()) {
      throw Errors.of(Errors.INVALID, "Invalid SetIdentifier in %s", what);
    }
    int weight = set.whole("Weight").orElse(0);
    if (weight < 0 || weight > HEAVIEST) {
      throw Errors.of(Errors.INVALID, "Invalid Weight %d in %s", weight, what);
    }
  }

  private static ServiceRefusal missing(String member, String what) {
    return Errors.of(Errors.INVALID, "Invalid request: Missing field '%s' in %s", member, what);
  }
}
