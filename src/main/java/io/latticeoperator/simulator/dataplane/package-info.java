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
 * <p>A request's way through the sockets:
 *
 * <pre>
 * EntranceConnector   one for each entrance: listens, and connects to targets on the same selector
 *   Passthrough       ClientHello with the name of a TLS_PASSTHROUGH listener ─► Relay ─► TCP group
 *   Protocols         else TLS (ServiceCertificates, ALPN) or plain, HTTP/2 or HTTP/1.1
 *     Gate            limits, route
 *       Exchange      the client's side: answers, ends once, hands over one AccessRecord
 *       Forwarding    HTTP1 groups: TargetConnections ─ TargetConnection ─ AnswerParser
 *       Http2Forwarding   HTTP2 and GRPC groups, trailers included
 *       FunctionInvocation   LAMBDA groups: FunctionEvent, posted to the URL that stands for one
 * </pre>
 *
 * <p>HTTP/1.1 to HTTP/1.1 is the way that has to be fast: no thread is changed between a client's
 * socket and its target's, see {@link io.latticeoperator.simulator.dataplane.Threads}.
 *
 * <p>Requests are never repeated on another target. One exception keeps idle connections from
 * looking like failures: a request that could have no effect twice (idempotent, no body), sent on a
 * connection that had been used before, which the target closed without a byte of an answer, is
 * sent once more to the same target.
 *
 * <p>Limits: trailers that a client sends, or that go between HTTP/1.1 and HTTP/2, are dropped;
 * requests that are too malformed to be read are answered but not recorded; SigV4A is not known.
 */
@NullMarked
package io.latticeoperator.simulator.dataplane;

import org.jspecify.annotations.NullMarked;
