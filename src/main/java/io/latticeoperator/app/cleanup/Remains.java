package io.latticeoperator.app.cleanup;

import io.latticeoperator.cloud.Belonging;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Ownership;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a cluster has left, by the objects it was made for.
 *
 * @param byOwner in order
 * @param unowned what carries the cluster's tag but none of a LatticeExport or LatticeNetwork
 */
record Remains(SortedMap<Owner, List<Belonging>> byOwner, List<Belonging> unowned) {
  /** What others may use, or is kept as evidence. */
  static final Set<Kind> RETAINED =
      EnumSet.of(Kind.LOG_GROUP, Kind.SERVICE_NETWORK, Kind.VPC_ASSOCIATION, Kind.RESOURCE_SHARE);

  Remains {
    byOwner = new TreeMap<>(byOwner);
    unowned = List.copyOf(unowned);
  }

  static Remains of(List<Belonging> all) {
    var byOwner = new TreeMap<Owner, List<Belonging>>();
    var unowned = new ArrayList<Belonging>();
    for (var each : all) {
      owner(each.owner())
          .ifPresentOrElse(
              owner -> byOwner.computeIfAbsent(owner, o -> new ArrayList<>()).add(each),
              () -> unowned.add(each));
    }
    return new Remains(byOwner, unowned);
  }

  boolean isEmpty() {
    return byOwner.isEmpty() && unowned.isEmpty();
  }

  /** Name of the cluster, as tagged; empty when nothing says it. */
  String cluster() {
    return byOwner.values().stream()
        .flatMap(List::stream)
        .map(each -> each.tags().getOrDefault(Ownership.CLUSTER, ""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** UID that an owner had; of several generations any. */
  static String uid(List<Belonging> belongings) {
    return belongings.stream()
        .map(each -> each.tags().getOrDefault(Ownership.OWNER_UID, ""))
        .filter(uid -> !uid.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** As in the owner tag. */
  static Optional<Owner> owner(String tag) {
    var parts = tag.split("/", -1);
    if (parts.length == 3 && parts[0].equals("LatticeExport")) {
      return Optional.of(Owner.export(parts[1], parts[2]));
    }
    return parts.length == 2 && parts[0].equals("LatticeNetwork")
        ? Optional.of(Owner.network(parts[1]))
        : Optional.empty();
  }

  /** What follows a prefix in the roles of things of a kind, such as the id of a VPC. */
  static List<String> roles(List<Belonging> belongings, Kind kind, String prefix) {
    return belongings.stream()
        .filter(each -> each.kind() == kind && each.role().startsWith(prefix))
        .map(each -> each.role().substring(prefix.length()))
        .distinct()
        .sorted()
        .toList();
  }
}
