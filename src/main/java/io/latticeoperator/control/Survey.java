package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result.Item;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.NetworkFacts;
import io.latticeoperator.translate.Surroundings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has to be looked at for an owner, and what is known around it. */
final class Survey {
  private final ClusterSettings settings;
  private final Step step;
  private final Mirror mirror;
  private final Directory directory;

  Survey(ClusterSettings settings, Step step, Mirror mirror, Directory directory) {
    this.settings = settings;
    this.step = step;
    this.mirror = mirror;
    this.directory = directory;
  }

  /** What an owner's resources are found by, as its facts are now. */
  Anchors anchors(Facts facts) {
    return anchors(facts, surroundings(facts));
  }

  /** The same, where its surroundings are known already. */
  Anchors anchors(Facts facts, Surroundings surroundings) {
    var inquiries = step.inquiries(facts, surroundings);
    return switch (facts) {
      case ExportFacts export ->
          new Anchors(
              settings.place(),
              export.owner(),
              Anchors.Wiring.of(settings, export),
              step.networks(export, directory.catalog()),
              inquiries,
              List.of(),
              Set.of(),
              export.deleting());
      case NetworkFacts network ->
          new Anchors(
              settings.place(),
              network.owner(),
              null,
              List.of(),
              inquiries,
              named(network),
              step.services(network),
              network.deleting());
    };
  }

  /** What the translation of a network depends on; nothing for an export. */
  Surroundings surroundings(Facts facts) {
    return switch (facts) {
      case ExportFacts export -> Surroundings.NONE;
      case NetworkFacts network ->
          new Surroundings(
              prefixLists(network),
              tagged(network),
              services(),
              directory.members(network),
              directory.complete());
    };
  }

  private @Nullable Map<String, String> services() {
    return mirror.log().valid(new Read.Index(Kind.SERVICE)) ? mirror.services() : null;
  }

  private Map<IpAddressType, String> prefixLists(NetworkFacts network) {
    var lists = new EnumMap<IpAddressType, String>(IpAddressType.class);
    if (network.spec().podSecurityGroups() != null) {
      for (var family : IpAddressType.values()) {
        var found = mirror.named(prefixList(family));
        if (found != null && !found.isEmpty()) {
          lists.put(family, found.getFirst().id());
        }
      }
    }
    return lists;
  }

  private @Nullable List<String> tagged(NetworkFacts network) {
    var read = groups(network);
    var found = read == null ? null : mirror.named(read);
    return found == null ? null : found.stream().map(Item::id).sorted().toList();
  }

  private List<Read.Named> named(NetworkFacts network) {
    var reads = new ArrayList<Read.Named>();
    if (network.spec().podSecurityGroups() != null) {
      for (var family : IpAddressType.values()) {
        reads.add(prefixList(family));
      }
      var groups = groups(network);
      if (groups != null) {
        reads.add(groups);
      }
    }
    return reads;
  }

  /** Names of the Region's lists of Lattice addresses (user guide: security-groups). */
  private Read.Named prefixList(IpAddressType family) {
    var region = settings.place().region();
    return new Read.Named(
        Kind.PREFIX_LIST,
        switch (family) {
          case IPV4 -> "com.amazonaws." + region + ".vpc-lattice";
          case IPV6 -> "com.amazonaws." + region + ".ipv6.vpc-lattice";
        });
  }

  private Read.@Nullable Named groups(NetworkFacts network) {
    var groups = network.spec().podSecurityGroups();
    if (groups == null || groups.tags().isEmpty()) {
      return null;
    }
    var tags =
        groups.tags().entrySet().stream()
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .collect(Collectors.joining("\n"));
    return new Read.Named(Kind.SECURITY_GROUP, settings.vpcId() + "\n" + tags);
  }
}
