/**
 * VPC Lattice's control plane: a state machine first, a server second.
 *
 * <pre>
 * AwsServer (HTTP) ─► LatticeSimulator.call ─► Validation (constraints.json) ─► Operations ─► State
 *                                                                                    families      │
 *                               Timeline ─► Transitions, HealthChecks ────────────────────────────►│
 *                                                              data plane ◄── View ◄── onChange ◄──┘
 * </pre>
 *
 * Singular types ({@link io.latticeoperator.simulator.lattice.Service}) are stored values, plural
 * ones ({@code Services}) the operations on them: functions of the state and one request, which
 * check everything first and have their effect last, so that a refusal never leaves half of one.
 * What is due later is put down as a {@code Transition}; only the simulator touches the timeline.
 *
 * <p>A {@code Table} holds one family of resources and knows who sees what of it: an owner its own,
 * others what is shared with them or associated with what they have. The {@code State} lists all
 * families, so that snapshots, archives and tags treat every kind alike. A resource whose changes
 * take time is {@link io.latticeoperator.simulator.lattice.Evolving}; whether such a change
 * succeeds when it is due is asked of the {@link io.latticeoperator.simulator.lattice.Faults}.
 * Where sources disagree, {@link io.latticeoperator.simulator.lattice.Choices} say which one is
 * believed.
 */
@NullMarked
package io.latticeoperator.simulator.lattice;

import org.jspecify.annotations.NullMarked;
