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
 */
@NullMarked
package io.latticeoperator.simulator.lattice;

import org.jspecify.annotations.NullMarked;
