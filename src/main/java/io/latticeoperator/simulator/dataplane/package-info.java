/**
 * VPC Lattice's data plane: from a request to a target's answer.
 *
 * <pre>
 * LatticeSimulator ─ View ─► DataPlane ── lag ──► RoutingTable ─ route(head) ─► Route ─► Proxy ─► target
 *                                └─ TargetHealth, at once ──►┘                            └─► Traffic
 * </pre>
 *
 * What is decided is decided by {@link io.latticeoperator.simulator.dataplane.RoutingTable}, a
 * value without sockets or time; {@link io.latticeoperator.simulator.dataplane.Proxy} only carries
 * it out.
 *
 * <p>Two kinds of knowledge have two speeds. What the control plane was told (rules, weights,
 * associations, Register, Deregister) is obeyed after the lag: a deregistered target gets new
 * requests until then, a registered one gets none before. What the data plane found out itself
 * (health) counts at once, for the targets it knows.
 *
 * <p>Requests are never repeated on another target. One exception keeps idle connections from
 * looking like failures: a request that could have no effect twice (idempotent, no body), sent on a
 * connection that had been used before, which the target closed without a byte of an answer, is
 * sent once more to the same target.
 *
 * <p>Limits: HTTP/1.1 only, so groups that speak HTTP/2 or gRPC answer 502 and their HTTP/2 health
 * checks fail; no TLS passthrough; SigV4A is not known.
 */
@NullMarked
package io.latticeoperator.simulator.dataplane;

import org.jspecify.annotations.NullMarked;
