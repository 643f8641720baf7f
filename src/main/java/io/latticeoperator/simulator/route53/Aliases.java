package io.latticeoperator.simulator.route53;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/** Finds out whether aliases point to something. */
record Aliases(AliasTargets targets, Function<String, Optional<HostedZone>> zones) {

  /**
   * What is wrong with an alias.
   *
   * @param zone the zone that the alias is in
   * @param records of that zone as the batch would leave them
   */
  Optional<String> fault(RecordSet alias, HostedZone zone, Collection<RecordSet> records) {
    var target = alias.members().path("AliasTarget");
    if (target.isMissingNode()) {
      return Optional.empty();
    }
    var zoneId = target.path("HostedZoneId").asText();
    var name = RecordChange.name(target.path("DNSName").asText());
    var what =
        "Tried to create an alias that targets %s, type %s in zone %s, but "
            .formatted(name, alias.type(), zoneId);
    var foreign = targets.domain(zoneId);
    if (foreign.isPresent()) {
      var domain = RecordChange.name(foreign.get());
      return name.isIn(domain)
          ? Optional.empty()
          : Optional.of(what + "the alias target name does not lie within the target zone");
    }
    var own = zones.apply(zoneId);
    if (own.isEmpty()) {
      return Optional.of(what + "that target zone was not found");
    }
    if (!name.isIn(own.get().name())) {
      return Optional.of(what + "the alias target name does not lie within the target zone");
    }
    var candidates = own.get().id().equals(zone.id()) ? records : own.get().records().values();
    return candidates.stream()
            .anyMatch(set -> set.name().equals(name) && set.type().equals(alias.type()))
        ? Optional.empty()
        : Optional.of(what + "that target was not found");
  }
}
