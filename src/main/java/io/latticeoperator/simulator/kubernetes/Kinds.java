package io.latticeoperator.simulator.kubernetes;

import java.util.List;

/** The kinds that the API serves before any CustomResourceDefinition is made. */
public final class Kinds {
  static final String EVENTS_GROUP = "events.k8s.io";

  public static final Kind NAMESPACE = core("Namespace", "namespaces", false, true, "ns");
  public static final Kind NODE = core("Node", "nodes", false, true, "no");
  public static final Kind POD =
      new Kind("", "v1", "Pod", "pods", List.of("po"), List.of("all"), true, true, false);
  public static final Kind SERVICE =
      new Kind("", "v1", "Service", "services", List.of("svc"), List.of("all"), true, true, false);
  public static final Kind CONFIG_MAP = core("ConfigMap", "configmaps", true, false, "cm");
  public static final Kind SECRET = core("Secret", "secrets", true, false);
  public static final Kind SERVICE_ACCOUNT =
      core("ServiceAccount", "serviceaccounts", true, false, "sa");
  public static final Kind EVENT = core("Event", "events", true, false, "ev");

  /** The same events under their newer field names. */
  public static final Kind EVENT_V1 =
      new Kind(EVENTS_GROUP, "v1", "Event", "events", List.of("ev"), List.of(), true, false, false);

  public static final Kind DEPLOYMENT =
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
  public static final Kind REPLICA_SET =
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
  public static final Kind ENDPOINT_SLICE =
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
  public static final Kind LEASE =
      new Kind(
          "coordination.k8s.io", "v1", "Lease", "leases", List.of(), List.of(), true, false, false);
  public static final Kind CUSTOM_RESOURCE_DEFINITION =
      new Kind(
          "apiextensions.k8s.io",
          "v1",
          "CustomResourceDefinition",
          "customresourcedefinitions",
          List.of("crd", "crds"),
          List.of("api-extensions"),
          false,
          true,
          false);

  /** All of them, in the order in which discovery lists them. */
  public static final List<Kind> BUILT_IN =
      List.of(
          NAMESPACE,
          NODE,
          POD,
          SERVICE,
          CONFIG_MAP,
          SECRET,
          SERVICE_ACCOUNT,
          EVENT,
          DEPLOYMENT,
          REPLICA_SET,
          ENDPOINT_SLICE,
          LEASE,
          EVENT_V1,
          CUSTOM_RESOURCE_DEFINITION);

  private Kinds() {}

  private static Kind core(
      String kind, String plural, boolean namespaced, boolean status, String... shortNames) {
    return new Kind(
        "", "v1", kind, plural, List.of(shortNames), List.of(), namespaced, status, false);
  }
}
