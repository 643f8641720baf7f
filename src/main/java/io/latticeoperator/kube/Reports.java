package io.latticeoperator.kube;

import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.model.Owner;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last report on each export. A report speaks of one object, not of its name: an export that
 * was deleted and made anew must not lose its finalizer to what was said of its predecessor.
 */
final class Reports {
  private final Map<Owner, Report> last = new ConcurrentHashMap<>();

  void put(Report report) {
    last.put(report.owner(), report);
  }

  /** The last report on exactly this object. */
  Optional<Report> of(LatticeExport export) {
    return Optional.ofNullable(last.get(owner(export)))
        .filter(report -> report.uid().equals(export.getMetadata().getUid()));
  }

  /** The export is gone. */
  void forget(Owner owner) {
    last.remove(owner);
  }

  static Owner owner(LatticeExport export) {
    return Owner.export(export.getMetadata().getNamespace(), export.getMetadata().getName());
  }
}
