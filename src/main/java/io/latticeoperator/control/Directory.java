package io.latticeoperator.control;

import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.Catalog;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.Member;
import io.latticeoperator.translate.NetworkFacts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What owners share: claims on names, the networks that exports may be in, and who is in which.
 * Each entry says whose decisions may change by it.
 */
final class Directory {
  private final ClaimBook claims = new ClaimBook();
  private final Map<Owner, NetworkFacts> networks = new HashMap<>();
  private final Map<Owner, String> ids = new HashMap<>();
  private final Map<Owner, Member> members = new HashMap<>();
  private final Set<Owner> exports = new HashSet<>();
  private final Set<Owner> seen = new HashSet<>();
  private Catalog catalog = Catalog.EMPTY;

  Claims claims() {
    return claims.claims();
  }

  Catalog catalog() {
    return catalog;
  }

  /** Exports of this cluster that are in a network, in a stable order. */
  List<Member> members(NetworkFacts network) {
    return members.values().stream()
        .filter(m -> m.networks().stream().anyMatch(n -> means(n, network.owner())))
        .sorted(Comparator.comparing(Member::owner))
        .toList();
  }

  /** Enters what an object says now; returns others that are touched by it. */
  List<Owner> put(Facts facts) {
    return switch (facts) {
      case ExportFacts export -> {
        exports.add(export.owner());
        yield claims.put(export);
      }
      case NetworkFacts network -> {
        var before = networks.put(network.owner(), network);
        yield network.equals(before) ? List.of() : rewritten(network.owner());
      }
    };
  }

  /** Enters which service network a LatticeNetwork means; returns others that are touched by it. */
  List<Owner> identified(Owner network, @Nullable String id) {
    var before = id == null ? ids.remove(network) : ids.put(network, id);
    return Objects.equals(before, id) ? List.of() : rewritten(network);
  }

  /** Whether every export that has been entered has also been looked at. */
  boolean complete() {
    return seen.containsAll(exports);
  }

  /**
   * An export has been looked at: enters what it is to its networks.
   *
   * @param member null to leave it as it was
   * @return networks that are touched by it
   */
  List<Owner> looked(Owner export, @Nullable Member member) {
    boolean before = complete();
    seen.add(export);
    var touched = member == null ? List.<Owner>of() : put(export, member);
    return complete() && !before ? List.copyOf(networks.keySet()) : touched;
  }

  private List<Owner> put(Owner export, @Nullable Member member) {
    var before = member == null ? members.remove(export) : members.put(export, member);
    if (Objects.equals(before, member)) {
      return List.of();
    }
    return Stream.of(Optional.ofNullable(before), Optional.ofNullable(member))
        .flatMap(Optional::stream)
        .flatMap(m -> m.networks().stream())
        .distinct()
        .flatMap(n -> catalog.find(n).stream())
        .map(NetworkFacts::owner)
        .distinct()
        .toList();
  }

  /** The object is gone; returns others that are touched by that. */
  List<Owner> remove(Owner owner) {
    ids.remove(owner);
    exports.remove(owner);
    seen.remove(owner);
    if (networks.remove(owner) != null) {
      return rewritten(owner);
    }
    return Stream.concat(claims.remove(owner).stream(), put(owner, null).stream()).toList();
  }

  private List<Owner> rewritten(Owner network) {
    catalog = new Catalog(List.copyOf(networks.values()), ids);
    return Stream.concat(networks.keySet().stream(), members.keySet().stream())
        .filter(owner -> !owner.equals(network))
        .sorted()
        .toList();
  }

  private boolean means(String reference, Owner network) {
    return catalog.find(reference).map(NetworkFacts::owner).filter(network::equals).isPresent();
  }
}
