package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.Owner;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cached objects of the cluster. Nobody may change what it hands out. */
public interface Index {
  /** Whether every cache has had its first full list. */
  boolean synced();

  Optional<LatticeExport> export(String namespace, String name);

  Collection<LatticeExport> exports();

  /** The exports whose serviceRef names this Service. */
  List<LatticeExport> exportsOf(String namespace, String serviceName);

  /** The exports of a namespace. */
  List<LatticeExport> exportsIn(String namespace);

  Optional<LatticeNetwork> network(String name);

  /** None when LatticeNetworks are not watched. */
  Collection<LatticeNetwork> networks();

  Optional<Service> service(String namespace, String name);

  /** The EndpointSlices that are labelled with this Service's name. */
  List<EndpointSlice> slices(String namespace, String serviceName);

  /** Labels of a namespace; empty when there is none, or namespaces are not watched. */
  Map<String, String> namespaceLabels(String namespace);

  /** ARN of the IAM role that a ServiceAccount is annotated with. */
  Optional<String> role(String namespace, String serviceAccount);

  /** Exports and networks whose auth policy names this ServiceAccount. */
  List<Owner> namingServiceAccount(String namespace, String name);

  /** Told of changes after the caches have taken them up; must return at once. */
  interface Listener {
    void serviceChanged(String namespace, String name);

    void endpointsChanged(String namespace, String serviceName);

    /** Not called when only status has changed. */
    void exportChanged(String namespace, String name);

    /** Not called when only status has changed. */
    void networkChanged(String name);

    /** Its labels have. */
    void namespaceChanged(String name);

    /** Its role has. */
    void serviceAccountChanged(String namespace, String name);
  }
}
