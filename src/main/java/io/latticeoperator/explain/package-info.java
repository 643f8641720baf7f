/**
 * Why a pod gets requests through VPC Lattice, or why not.
 *
 * <p>Pure: a {@link io.latticeoperator.explain.Case} holds all that cluster and AWS say, the answer
 * is a tree of {@link io.latticeoperator.explain.Check}s from the pod to the client:
 *
 * <pre>
 *   Service exists ─ exported ─ accepted ─ seen by an operator
 *     pod: selected ─ alive ─ ready ─ endpoint ─ routable ─ target ─ security group ─ NetworkPolicy
 *   listener ─ service network ─ VPC ─ auth
 * </pre>
 *
 * <p>What could not be found out is told as that, never as well.
 */
@NullMarked
package io.latticeoperator.explain;

import org.jspecify.annotations.NullMarked;
