package io.latticeoperator.translate;

import io.latticeoperator.model.Names;
import io.latticeoperator.model.Owner;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a Lattice service name when several exports of the cluster ask for it: the oldest
 * export, and for equal ages the one whose name sorts first. A suspended export keeps its claim.
 *
 * @param byName holder of each explicitly requested name
 */
public record Claims(Map<String, Owner> byName) {
  private static final Comparator<ExportFacts> OLDEST =
      Comparator.comparing(ExportFacts::createdAt).thenComparing(ExportFacts::owner);

  public Claims {
    byName = Map.copyOf(byName);
  }

  /** The claims that follow from all exports. */
  public static Claims of(Collection<ExportFacts> all) {
    var holders = new HashMap<String, Owner>();
    all.stream()
        .sorted(OLDEST)
        .forEach(
            facts -> {
              var name = facts.spec().latticeServiceName();
              if (name != null) {
                holders.putIfAbsent(name, facts.owner());
              }
            });
    return new Claims(holders);
  }

  /** The other export that holds the name this one asks for; null when it may have it. */
  public @Nullable Owner rival(ExportFacts facts) {
    var name = facts.spec().latticeServiceName();
    var holder = name == null ? null : byName.get(name);
    return holder == null || holder.equals(facts.owner()) ? null : holder;
  }

  /** The Lattice service name of an export: the one asked for, or derived. */
  public static String serviceName(ClusterSettings settings, ExportFacts facts) {
    var asked = facts.spec().latticeServiceName();
    return asked != null ? asked : Names.service(settings.identity(), facts.owner());
  }
}
