package io.latticeoperator.app.cleanup;

import io.latticeoperator.cloud.Belonging;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.AccessLogsSpec;
import io.latticeoperator.translate.AuthSpec;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.NetworkFacts;
import io.latticeoperator.translate.NetworkSpec;
import io.latticeoperator.translate.ObservabilitySpec;
import io.latticeoperator.translate.ObservabilitySpec.DashboardSpec;
import io.latticeoperator.translate.ObservabilitySpec.ForeignEdits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The object that resources were made for, as if it were there once more and being deleted. Its
 * spec says only what the resources are found by.
 */
final class Ghost {
  /** What was changed may have been anything before. */
  private static final long CHANGED = 3;

  private Ghost() {}

  /**
   * @param name of the owner's Lattice service, or service network; null when there is none
   * @param all whether networks and associations go, too
   */
  static Facts of(
      ClusterSettings settings,
      Owner owner,
      List<Belonging> belongings,
      @Nullable String name,
      boolean all) {
    return owner.kind().equals("LatticeExport")
        ? export(settings, owner, belongings, name)
        : network(settings, owner, belongings, name, all);
  }

  private static ExportFacts export(
      ClusterSettings settings, Owner owner, List<Belonging> belongings, @Nullable String name) {
    var plain = ExportSpec.of(owner.name());
    var derived = Names.service(settings.identity(), owner);
    var spec =
        new ExportSpec(
            plain.serviceName(),
            null,
            null,
            null,
            null,
            plain.healthCheck(),
            derived.equals(name) ? null : name,
            List.of(),
            List.of(),
            DeletionPolicy.DELETE,
            false,
            plain.maxRemovalPercent(),
            plain.floor(),
            AuthSpec.NONE,
            logs(belongings),
            dashboard(settings, owner, belongings));
    return new ExportFacts(
        owner,
        Remains.uid(belongings),
        CHANGED,
        Instant.EPOCH,
        true,
        spec,
        null,
        List.of(),
        Map.of(),
        Map.of());
  }

  private static NetworkFacts network(
      ClusterSettings settings,
      Owner owner,
      List<Belonging> belongings,
      @Nullable String name,
      boolean all) {
    var policy = all ? DeletionPolicy.DELETE : DeletionPolicy.RETAIN;
    var vpc =
        Remains.roles(belongings, Kind.VPC_ASSOCIATION, "vpc-association/").stream().findFirst();
    var spec =
        new NetworkSpec(
            new NetworkSpec.ServiceNetworkSpec(
                name == null ? owner.name() : name, null, Map.of(), policy),
            false,
            NetworkSpec.NamespaceRule.ALL,
            vpc.map(id -> new NetworkSpec.VpcAssociationSpec(id, List.of(), null, policy))
                .orElse(null),
            null,
            AuthSpec.NONE,
            null,
            logs(belongings),
            NetworkSpec.SharingSpec.NONE,
            dashboard(settings, owner, belongings),
            DeletionPolicy.DELETE,
            false);
    return new NetworkFacts(
        owner, Remains.uid(belongings), CHANGED, Instant.EPOCH, true, spec, Map.of());
  }

  private static AccessLogsSpec logs(List<Belonging> belongings) {
    return Remains.roles(belongings, Kind.LOG_GROUP, "log-group/").stream()
        .findFirst()
        .map(
            name ->
                new AccessLogsSpec(new AccessLogsSpec.LogGroupSpec(name, true, null), null, null))
        .orElse(AccessLogsSpec.NONE);
  }

  /** One with a name of its own; a derived name is looked for anyway. */
  private static ObservabilitySpec dashboard(
      ClusterSettings settings, Owner owner, List<Belonging> belongings) {
    var derived = Names.derived(settings.identity(), owner);
    return belongings.stream()
        .filter(each -> each.kind() == Kind.DASHBOARD && !each.id().equals(derived))
        .findFirst()
        .map(each -> new ObservabilitySpec(new DashboardSpec(each.id(), ForeignEdits.REPAIR), null))
        .orElse(ObservabilitySpec.NONE);
  }
}
