package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.latticeoperator.engine.Report;
import io.latticeoperator.model.Owner;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last report on each export and network. A report speaks of one object, not of its name: an
 * export that was deleted and made anew must not lose its finalizer to what was said of its
 * predecessor.
 */
final class Reports {
  private final Map<Owner, Report> last = new ConcurrentHashMap<>();

  void put(Report report) {
    last.put(report.owner(), report);
  }

  /** The last report on exactly this object. */
  Optional<Report> of(HasMetadata object) {
    return Optional.ofNullable(last.get(owner(object)))
        .filter(report -> report.uid().equals(object.getMetadata().getUid()));
  }

  /** The object is gone. */
  void forget(Owner owner) {
    last.remove(owner);
  }

  /** What AWS resources are made for: the object by kind, namespace and name. */
  static Owner owner(HasMetadata object) {
    var metadata = object.getMetadata();
    return new Owner(
        object.getKind(),
        Objects.requireNonNullElse(metadata.getNamespace(), ""),
        metadata.getName());
  }
}
