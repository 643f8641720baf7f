package io.latticeoperator.simulator.kubernetes.controllers;

import java.time.Duration;

/**
 * What one embedded cluster looks like.
 *
 * @param nodeName of its one node
 * @param nodeAddress the node's IPv4 address, each pod's {@code hostIP}
 * @param zone availability zone of the node
 * @param podCidr IPv4 block of the pods' addresses, such as {@code 10.1.0.0/16}; /8 to /29
 * @param delays how long things take
 */
public record ClusterSettings(
    String nodeName, String nodeAddress, String zone, String podCidr, Delays delays) {

  /** A cluster with pods in {@code podCidr} and everything else as usual. */
  public static ClusterSettings of(String podCidr) {
    return new ClusterSettings("node-1", "10.0.0.11", "us-west-2a", podCidr, Delays.USUAL);
  }

  public ClusterSettings with(Delays changed) {
    return new ClusterSettings(nodeName, nodeAddress, zone, podCidr, changed);
  }

  /**
   * How long the node takes.
   *
   * @param start from a pod's scheduling until its containers run
   * @param crashSeen from a container's sudden death until the pod is shown as not ready; the
   *     kubelet lists its containers once a second
   * @param crashFailed from there until the pod is given up as Failed, and so replaced
   * @param addressRest before the address of a stopped pod may be given to another one
   */
  public record Delays(
      Duration start, Duration crashSeen, Duration crashFailed, Duration addressRest) {
    public static final Delays USUAL =
        new Delays(
            Duration.ofMillis(300),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5));
  }
}
