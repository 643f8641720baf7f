/**
 * The whole story on one machine: two clusters in two VPCs, VPC Lattice, an operator for each
 * cluster in a process of its own, and a client that counts every request.
 *
 * <pre>
 *   Demo ──► Story ──► steps: Opening, Disruptions, Ending      Screen, Summary
 *                        │ look and change
 *                        ▼
 *   DemoWorld ── SimulatedAws (control plane, AWS endpoint, data plane) ◄── Load (VPC two)
 *     │  └────── DemoCluster one, two (API server, controllers, pods)
 *     └───────── OperatorChild one, two: {@code lattice run}, which sees only what a user's would:
 *                a kubeconfig, environment variables, the AWS endpoint
 * </pre>
 *
 * <p>A step holds only if what it says was seen in the simulators and by the client; nothing the
 * operators say about themselves counts, except the status that the story shows.
 */
@NullMarked
package io.latticeoperator.app.demo;

import org.jspecify.annotations.NullMarked;
