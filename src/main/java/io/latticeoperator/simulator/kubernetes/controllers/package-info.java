/**
 * What brings the embedded cluster to life: the controllers between a Deployment and the pods that
 * answer for it.
 *
 * <pre>
 * Deployment ──► ReplicaSet ──► Pod ──► Scheduler ──► Kubelet ──► PodRuntime (sockets or virtual)
 *                                │                      │
 *                    Service ────┴──► EndpointSlice     └──► PodSockets (ip:port → loopback)
 * </pre>
 *
 * <p>Every controller has the same shape. A change marks a key in {@link
 * io.latticeoperator.simulator.kubernetes.controllers.DirtyKeys}; a marked key is reconciled on the
 * cluster's timeline; a pure function ({@link
 * io.latticeoperator.simulator.kubernetes.controllers.RollingUpdate}, {@link
 * io.latticeoperator.simulator.kubernetes.controllers.RolloutStatus}, {@link
 * io.latticeoperator.simulator.kubernetes.controllers.ReplicaSets}, {@link
 * io.latticeoperator.simulator.kubernetes.controllers.EndpointSlices}, {@link
 * io.latticeoperator.simulator.kubernetes.controllers.PodStatuses}) decides; the decision is
 * written through the store like anyone else's. Nothing here is touched by two threads: all state
 * belongs to the timeline.
 */
@NullMarked
package io.latticeoperator.simulator.kubernetes.controllers;

import org.jspecify.annotations.NullMarked;
