package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Objects;
import java.util.List;

/** The kinds that the controllers share one view of. */
record ClusterView(
    Watched<Deployment> deployments,
    Watched<ReplicaSet> replicaSets,
    Watched<Pod> pods,
    Watched<Service> services,
    Watched<EndpointSlice> slices)
    implements AutoCloseable {

  static ClusterView of(Objects objects) {
    return new ClusterView(
        new Watched<>(objects, Kinds.DEPLOYMENT, Deployment.class),
        new Watched<>(objects, Kinds.REPLICA_SET, ReplicaSet.class),
        new Watched<>(objects, Kinds.POD, Pod.class),
        new Watched<>(objects, Kinds.SERVICE, Service.class),
        new Watched<>(objects, Kinds.ENDPOINT_SLICE, EndpointSlice.class));
  }

  void start() {
    all().forEach(Watched::start);
  }

  @Override
  public void close() {
    all().forEach(Watched::close);
  }

  private List<Watched<?>> all() {
    return List.of(deployments, replicaSets, pods, services, slices);
  }
}
