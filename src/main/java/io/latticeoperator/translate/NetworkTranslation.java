package io.latticeoperator.translate;

import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one network's facts come to.
 *
 * @param desired null when everything must stay as it is (a spec that is refused)
 * @param frozen kinds of which what exists must stay as it is: what is wanted of them is not known
 * @param retained kinds of which nothing is deleted
 * @param extraPorts ranges that are open to Lattice although no export asked for them
 */
public record NetworkTranslation(
    @Nullable LatticeState desired,
    Set<Kind> frozen,
    Set<Kind> retained,
    List<Finding> findings,
    List<String> extraPorts) {
  public NetworkTranslation {
    frozen = Set.copyOf(frozen);
    retained = Set.copyOf(retained);
    findings = List.copyOf(findings);
    extraPorts = List.copyOf(extraPorts);
  }
}
