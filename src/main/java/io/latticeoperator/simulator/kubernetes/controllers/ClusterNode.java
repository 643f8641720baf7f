package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.latticeoperator.simulator.kubernetes.ApiFault;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Objects;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The node that all pods of a cluster run on. */
final class ClusterNode {
  private static final int CONFLICT = 409;
  private static final Map<String, Quantity> CAPACITY =
      Map.of("cpu", new Quantity("8"), "memory", new Quantity("32Gi"), "pods", new Quantity("512"));

  private ClusterNode() {}

  /** Registers the node as ready; one that is registered already is left as it is. */
  static void join(Objects objects, ClusterSettings settings, Instant now) {
    var nodes = new Watched<>(objects, Kinds.NODE, Node.class);
    try {
      var created = nodes.create(described(settings));
      nodes.replaceStatus(ready(created, settings, now));
    } catch (ApiFault fault) {
      if (fault.code() != CONFLICT) {
        throw fault;
      }
    }
  }

  private static Node described(ClusterSettings settings) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(settings.nodeName())
        .addToLabels("kubernetes.io/hostname", settings.nodeName())
        .addToLabels("kubernetes.io/os", "linux")
        .addToLabels("topology.kubernetes.io/zone", settings.zone())
        .endMetadata()
        .withNewSpec()
        .withPodCIDR(settings.podCidr())
        .withPodCIDRs(settings.podCidr())
        .endSpec()
        .build();
  }

  private static Node ready(Node node, ClusterSettings settings, Instant now) {
    return new NodeBuilder(node)
        .withNewStatus()
        .addNewAddress(settings.nodeAddress(), "InternalIP")
        .addNewAddress(settings.nodeName(), "Hostname")
        .withCapacity(CAPACITY)
        .withAllocatable(CAPACITY)
        .withConditions(ready(now))
        .withNewNodeInfo()
        .withKubeletVersion("v1.34.0")
        .withOperatingSystem("linux")
        .withOsImage("simulated")
        .withContainerRuntimeVersion("simulated://1")
        .endNodeInfo()
        .endStatus()
        .build();
  }

  private static NodeCondition ready(Instant now) {
    var time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return new NodeConditionBuilder()
        .withType("Ready")
        .withStatus("True")
        .withReason("KubeletReady")
        .withMessage("kubelet is posting ready status")
        .withLastHeartbeatTime(time)
        .withLastTransitionTime(time)
        .build();
  }
}
