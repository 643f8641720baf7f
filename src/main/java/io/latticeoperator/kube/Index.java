package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.latticeoperator.kube.api.LatticeExport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The cached objects of the cluster. Nobody may change what it hands out. */
public interface Index {
  /** Whether every cache has had its first full list. */
  boolean synced();

  Optional<LatticeExport> export(String namespace, String name);

  Collection<LatticeExport> exports();

  /** The exports whose serviceRef names this Service. */
  List<LatticeExport> exportsOf(String namespace, String serviceName);

  Optional<Service> service(String namespace, String name);

  /** The EndpointSlices that are labelled with this Service's name. */
  List<EndpointSlice> slices(String namespace, String serviceName);

  /** Told of changes after the caches have taken them up; must return at once. */
  interface Listener {
    void serviceChanged(String namespace, String name);

    void endpointsChanged(String namespace, String serviceName);

    /** Not called when only status has changed. */
    void exportChanged(String namespace, String name);
  }
}
