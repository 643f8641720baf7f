package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.ServiceCall;
import java.util.function.Predicate;

/** The operations on resource record sets. */
final class RecordSets {
  private static final int MOST = 300;

  private final Zones zones;
  private final Changes changes;
  private final AliasTargets aliasTargets;
  private final Predicate<String> healthChecks;

  /**
   * @param healthChecks whether there is a health check of an id
   */
  RecordSets(
      Zones zones, Changes changes, AliasTargets aliasTargets, Predicate<String> healthChecks) {
    this.zones = zones;
    this.changes = changes;
    this.aliasTargets = aliasTargets;
    this.healthChecks = healthChecks;
  }

  ObjectNode change(ServiceCall call) {
    var input = Errors.input(call);
    var zone = zones.require(call.caller(), input.require("HostedZoneId"));
    var batch = input.structure("ChangeBatch");
    var wanted = batch.structures("Changes").stream().map(RecordChange::read).toList();
    if (wanted.isEmpty()) {
      throw Errors.of(Errors.INVALID, "The change batch contains no changes");
    }
    for (var change : wanted) {
      change
          .set()
          .healthCheck()
          .filter(id -> !healthChecks.test(id))
          .ifPresent(
              id -> {
                throw Errors.of(Errors.NO_HEALTH_CHECK, "No health check found with id %s", id);
              });
    }
    var aliases = new Aliases(aliasTargets, id -> zones.find(call.caller(), id));
    zones.put(zone.with(new ChangeBatch(zone, aliases).applied(wanted)));
    var output = JsonNodeFactory.instance.objectNode();
    output.set("ChangeInfo", changes.submit(call, batch.text("Comment").orElse(null)));
    return output;
  }

  ObjectNode list(ServiceCall call) {
    var input = Errors.input(call);
    var zone = zones.require(call.caller(), input.require("HostedZoneId"));
    var type = input.text("StartRecordType");
    var identifier = input.text("StartRecordIdentifier");
    var name = input.text("StartRecordName").map(RecordChange::name);
    if ((name.isEmpty() && type.isPresent()) || (type.isEmpty() && identifier.isPresent())) {
      throw Errors.of(
          Errors.INVALID,
          "The input is not valid: a type needs a name, and an identifier needs a type");
    }
    var start =
        name.map(from -> RecordSet.key(from, type.orElse(""), identifier.orElse(null))).orElse("");
    int size = HostedZones.size(input, MOST);
    var found = zone.records().tailMap(start).values().stream().limit(size + 1L).toList();
    var output = JsonNodeFactory.instance.objectNode();
    var items = output.putArray("ResourceRecordSets");
    found.stream().limit(size).forEach(set -> items.add(set.members()));
    boolean more = found.size() > size;
    output.put("IsTruncated", more).put("MaxItems", size);
    if (more) {
      var next = found.get(size);
      output
          .put("NextRecordName", next.name().text())
          .put("NextRecordType", next.type())
          .put("NextRecordIdentifier", next.identifier());
    }
    return output;
  }
}
