package io.latticeoperator.engine;

import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.Targets;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Member;
import io.latticeoperator.translate.Translation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an export is to the networks that it is in. */
final class Members {
  private Members() {}

  /** As far as AWS is concerned: its targets and health checks use ports, whatever is wanted. */
  static Member of(ExportFacts facts, Observation observation) {
    var service = observation.state().nodes(LatticeService.class).findFirst();
    var physical = service.map(e -> e.physical()).orElse(null);
    var groups = observation.state().nodes(TargetGroup.class).toList();
    var ports = new TreeSet<Integer>();
    for (var group : groups) {
      if (group.node().targets() instanceof Targets.Registered registered
          && !registered.statuses().isEmpty()) {
        registered.statuses().keySet().forEach(target -> ports.add(target.port()));
        Optional.ofNullable(group.node().healthCheck().port()).ifPresent(ports::add);
      }
    }
    return new Member(
        facts.owner(),
        List.of(),
        physical == null ? null : physical.id(),
        physical == null ? null : physical.arn(),
        groups.stream().map(e -> e.physical()).filter(Objects::nonNull).map(p -> p.id()).toList(),
        groups.stream().map(g -> g.node().properties().ipAddressType()).findFirst().orElse(null),
        ports);
  }

  /** With what the translation adds; null when the export is being deleted. */
  static @Nullable Member of(Translation translation, Member aws) {
    var desired = translation.desired();
    if (desired != null && desired.isEmpty()) {
      return null;
    }
    var ports = new TreeSet<>(aws.ports());
    ports.addAll(translation.ports());
    var family = translation.family();
    return new Member(
        aws.owner(),
        translation.networks(),
        aws.serviceId(),
        aws.serviceArn(),
        aws.groupIds(),
        family == null ? aws.family() : family,
        ports);
  }
}
