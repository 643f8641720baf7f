package io.latticeoperator.simulator.kubernetes.controllers;

import io.latticeoperator.simulator.kubernetes.Kind;
import java.util.List;

/** The kinds that the controllers read and write. */
final class Kinds {
  static final Kind POD =
      new Kind("", "v1", "Pod", "pods", List.of("po"), List.of("all"), true, true, false);
  static final Kind SERVICE =
      new Kind("", "v1", "Service", "services", List.of("svc"), List.of("all"), true, true, false);
  static final Kind NODE =
      new Kind("", "v1", "Node", "nodes", List.of("no"), List.of(), false, true, false);
  static final Kind DEPLOYMENT =
      new Kind(
          "apps",
          "v1",
          "Deployment",
          "deployments",
          List.of("deploy"),
          List.of("all"),
          true,
          true,
          true);
  static final Kind REPLICA_SET =
      new Kind(
          "apps",
          "v1",
          "ReplicaSet",
          "replicasets",
          List.of("rs"),
          List.of("all"),
          true,
          true,
          true);
  static final Kind ENDPOINT_SLICE =
      new Kind(
          "discovery.k8s.io",
          "v1",
          "EndpointSlice",
          "endpointslices",
          List.of(),
          List.of(),
          true,
          false,
          false);

  private Kinds() {}
}
