/**
 * What goes wrong in the simulated AWS, by plan and seed.
 *
 * <pre>
 * JSON ─► PlanReader ─► FaultPlan (values) ─► PlannedFaults (counts, dice) ─┬─► LatticeSimulator
 *             ▲                                    ▲                        └─► Impaired (other services)
 *             └── MalformedPlan                    └── LiveFaults: which plan is in force
 * </pre>
 *
 * A rule says which calls, when, and what happens to them. Each rule has dice of its own, thrown
 * only for calls that it is about: the same plan and the same calls give the same faults, and a
 * rule that is added does not change what the others do.
 */
@NullMarked
package io.latticeoperator.simulator.faults;

import org.jspecify.annotations.NullMarked;
