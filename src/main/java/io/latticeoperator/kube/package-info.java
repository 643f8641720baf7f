/**
 * Between Kubernetes and the control loop. The informers are kept warm in every replica; all that
 * they feed exists only in the one that leads, for one term.
 *
 * <pre>
 *   Services ───────┐             ┌─► FactReader ──Facts──► control loop
 *   EndpointSlices ─┤             │                             │
 *   LatticeExports ─┼─► Informers ┼─► dirty(owner) ──────────►  │
 *   LatticeNetworks ┤    (Index)  │                             │
 *   Namespaces ─────┤             └─► ServiceShim ──► LatticeExport of an annotated Service
 *   ServiceAccounts ┘                                           │
 *                                                               │
 *   status, finalizer ◄── Lattice{Export,Network}Reconciler ◄── Reports ◄─┤ Outbox
 *   Events ◄──────────────────────────────────────────────────────────────┤
 *   one live list of Pods ◄── EvidenceReader ◄────────────────────────────┘
 * </pre>
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>An export or network without our finalizer has no facts: nothing is made in AWS on behalf
 *       of an object that could vanish unseen.
 *   <li>LatticeNetworks and Namespaces are in no namespace. When only some namespaces are watched,
 *       neither is read, and settings say which service networks exports may use; the same holds in
 *       a cluster that has no LatticeNetworks yet.
 *   <li>A ServiceAccount is kept only for the IAM role that it is annotated with.
 *   <li>The finalizer goes only after a report on this very object (uid and generation) says that
 *       everything is released.
 *   <li>Objects of users are read, never written; the one exception is the LatticeExport whose
 *       controller is the annotated Service, and every write to it carries its uid.
 *   <li>Nothing here decides about AWS, and nothing here blocks the control loop's thread.
 *   <li>Nothing is written but by the leader, and not by it either once its lease is about to run
 *       out: {@link io.latticeoperator.kube.WriteFence} stands before every write but the lease's.
 * </ul>
 */
@NullMarked
package io.latticeoperator.kube;

import org.jspecify.annotations.NullMarked;
