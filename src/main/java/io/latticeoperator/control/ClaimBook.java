package io.latticeoperator.control;

import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.ExportFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims on Lattice service names, kept true as exports come and go, without looking at all of
 * them each time: only exports that ask for a name are in it.
 */
final class ClaimBook {
  private final Map<Owner, ExportFacts> named = new HashMap<>();
  private Claims claims = new Claims(Map.of());

  /** What a claim rests on. */
  private record Basis(@Nullable String name, @Nullable Instant since) {}

  Claims claims() {
    return claims;
  }

  /** Enters what an export asks for now; returns the others whose claim that may touch. */
  List<Owner> put(ExportFacts facts) {
    var asks = facts.spec().latticeServiceName() != null;
    var before = asks ? named.put(facts.owner(), facts) : named.remove(facts.owner());
    return changed(facts.owner(), basis(before), asks ? basis(facts) : basis(null));
  }

  /** The export is gone; returns the others whose claim that may touch. */
  List<Owner> remove(Owner owner) {
    return changed(owner, basis(named.remove(owner)), basis(null));
  }

  private List<Owner> changed(Owner owner, Basis before, Basis now) {
    if (before.equals(now)) {
      return List.of();
    }
    claims = Claims.of(List.copyOf(named.values()));
    var names = new HashSet<@Nullable String>();
    names.add(before.name());
    names.add(now.name());
    return rivals(owner, names);
  }

  private List<Owner> rivals(Owner owner, Set<@Nullable String> names) {
    return named.values().stream()
        .filter(f -> !f.owner().equals(owner))
        .filter(f -> names.contains(Objects.requireNonNull(f.spec().latticeServiceName())))
        .map(ExportFacts::owner)
        .toList();
  }

  private static Basis basis(@Nullable ExportFacts facts) {
    return facts == null
        ? new Basis(null, null)
        : new Basis(facts.spec().latticeServiceName(), facts.createdAt());
  }
}
