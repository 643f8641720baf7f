/**
 * The whole operator on real clusters: kubelet, containers and pod addresses of {@code
 * src/testbed}, kubectl, helm and curl as users have them, and VPC Lattice as a process on the
 * machine.
 *
 * <pre>
 *  Callers (a namespace of its own: the callers' VPC)
 *     │ requests at a constant rate, each counted
 *     ▼
 *  SimulatedLattice, a process on the machine ◄── AWS API ── operator's pods, by OperatorRelease
 *     │ data plane, to pods' real addresses                     │ watch
 *     ▼                                                         ▼
 *  echo pods of Cluster alpha (two nodes) and beta (one node), made by Testbed
 * </pre>
 *
 * {@link Story} is the one body: {@link Pace} decides how long it takes. What the story claims is
 * in {@link Report}: requests and failures of each step.
 */
package io.latticeoperator.testbed;
