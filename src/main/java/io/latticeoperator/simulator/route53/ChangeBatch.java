package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes the records of a zone by a batch: all of it, or nothing. */
final class ChangeBatch {
  private final HostedZone zone;
  private final Aliases aliases;
  private final SortedMap<String, RecordSet> records;
  private final List<String> faults = new ArrayList<>();

  ChangeBatch(HostedZone zone, Aliases aliases) {
    this.zone = zone;
    this.aliases = aliases;
    this.records = new TreeMap<>(zone.records());
  }

  /** The records after the batch; refused with everything that is wrong with it. */
  SortedMap<String, RecordSet> applied(List<RecordChange> changes) {
    var seen = new HashSet<String>();
    for (var change : changes) {
      var set = change.set();
      // A set may be deleted and created in one batch, which replaces it.
      if (!seen.add(change.action() + set.key())) {
        faults.add(
            "The request contains an invalid set of changes for a resource record set '%s %s'"
                .formatted(set.type(), set.name()));
        continue;
      }
      switch (change.action()) {
        case CREATE -> create(set);
        case DELETE -> delete(set);
        case UPSERT -> put(set);
      }
    }
    changes.stream()
        .filter(change -> change.action() != RecordChange.Action.DELETE)
        .forEach(change -> check(change.set()));
    if (!faults.isEmpty()) {
      throw Errors.of(Errors.INVALID_BATCH, "%s", faults);
    }
    return records;
  }

  private void create(RecordSet set) {
    if (records.containsKey(set.key())) {
      faults.add(
          "Tried to create resource record set [name='%s', type='%s'%s] but it already exists"
              .formatted(set.name(), set.type(), identifier(set)));
      return;
    }
    put(set);
  }

  private void delete(RecordSet set) {
    var present = records.get(set.key());
    var what =
        "Tried to delete resource record set [name='%s', type='%s'%s] but "
            .formatted(set.name(), set.type(), identifier(set));
    if (present == null) {
      faults.add(what + "it was not found");
    } else if (!isSame(present, set)) {
      faults.add(what + "the values provided do not match the current values");
    } else if (zone.isOwn(present)) {
      faults.add(
          set.type().equals("NS")
              ? "A HostedZone must contain at least one NS record for the zone itself."
              : "A HostedZone must contain exactly one SOA record.");
    } else {
      records.remove(set.key());
    }
  }

  private void put(RecordSet set) {
    records.put(set.key(), set);
  }

  private void check(RecordSet set) {
    var what =
        "RRSet of type %s with DNS name %s is not permitted ".formatted(set.type(), set.name());
    if (!set.name().isIn(zone.name())) {
      faults.add(
          "RRSet with DNS name %s is not permitted in zone %s".formatted(set.name(), zone.name()));
    } else if (set.type().equals("CNAME") && set.name().equals(zone.name())) {
      faults.add(what + "at apex in zone " + zone.name());
    } else if (conflicts(set)) {
      faults.add(
          what
              + "as it conflicts with other records with the same DNS name in zone "
              + zone.name());
    } else if (isMixed(set)) {
      faults.add(
          ("RRSet with DNS name %s, type %s, SetIdentifier %s cannot be created as a non-matching"
                  + " RRSet exists with the same name and type.")
              .formatted(set.name(), set.type(), set.identifier()));
    }
    for (var record : set.members().path("ResourceRecords")) {
      RecordValue.fault(set.type(), record.path("Value").asText()).ifPresent(faults::add);
    }
    aliases.fault(set, zone, records.values()).ifPresent(faults::add);
  }

  /** A CNAME is alone with its name. */
  private boolean conflicts(RecordSet set) {
    return records.values().stream()
        .filter(other -> other.name().equals(set.name()) && !other.type().equals(set.type()))
        .anyMatch(other -> set.type().equals("CNAME") || other.type().equals("CNAME"));
  }

  /** Simple sets are alone with their name and type. */
  private boolean isMixed(RecordSet set) {
    return records.values().stream()
        .filter(set::hasNameAndTypeOf)
        .anyMatch(other -> (other.identifier() == null) != (set.identifier() == null));
  }

  private static boolean isSame(RecordSet one, RecordSet other) {
    var members = List.of("TTL", "AliasTarget", "Weight", "Region", "Failover", "HealthCheckId");
    return members.stream().allMatch(name -> text(one, name).equals(text(other, name)))
        && values(one).equals(values(other));
  }

  private static String text(RecordSet set, String member) {
    return Optional.ofNullable(set.members().get(member))
        .map(value -> value.isValueNode() ? value.asText() : value.toString())
        .orElse("");
  }

  private static List<String> values(RecordSet set) {
    return set.members()
        .path("ResourceRecords")
        .valueStream()
        .map((JsonNode record) -> record.path("Value").asText())
        .sorted()
        .toList();
  }

  private static String identifier(RecordSet set) {
    return set.identifier() == null ? "" : ", set identifier='%s'".formatted(set.identifier());
  }
}
