package io.latticeoperator.app.cleanup;

import io.latticeoperator.control.FactSource;
import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.Facts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects of a cluster that is gone, as the control loop sees them: all are being deleted. */
final class Ghosts implements FactSource {
  private final Map<Owner, Facts> facts = new ConcurrentSkipListMap<>();

  Ghosts(Collection<Facts> all) {
    all.forEach(each -> facts.put(each.owner(), each));
  }

  @Override
  public boolean synced() {
    return true;
  }

  @Override
  public Optional<Facts> facts(Owner owner) {
    return Optional.ofNullable(facts.get(owner));
  }

  @Override
  public Collection<Facts> all() {
    return List.copyOf(facts.values());
  }
}
