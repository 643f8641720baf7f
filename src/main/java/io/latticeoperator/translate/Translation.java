package io.latticeoperator.translate;

import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.Targets;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What one export's facts come to.
 *
 * @param desired empty when the export is being deleted; null when the wiring that exists must stay
 *     as it is (a spec that is refused, a Service that is not there)
 * @param targets what the pods ask for, also while the wiring must stay: the dead are evicted in
 *     any case
 * @param unroutable ready endpoints that no group may hold
 * @param service name of the Lattice service
 * @param networks service networks as the user wrote them
 * @param frozen kinds of which what exists must stay as it is: what is wanted of them is not known
 * @param ports that targets and health checks are sent to
 * @param family of the targets; null while it is not known
 */
public record Translation(
    @Nullable LatticeState desired,
    Targets.Wanted targets,
    List<Finding> findings,
    int unroutable,
    String service,
    List<String> networks,
    Set<Kind> frozen,
    SortedSet<Integer> ports,
    @Nullable IpAddressType family) {
  public Translation {
    findings = List.copyOf(findings);
    networks = List.copyOf(networks);
    frozen = Set.copyOf(frozen);
  }

  /** Whether a finding of this kind exists. */
  public boolean found(Finding.About about) {
    return findings.stream().anyMatch(f -> f.about() == about);
  }
}
