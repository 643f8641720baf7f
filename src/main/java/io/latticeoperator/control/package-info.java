/**
 * The control loop: one thread of decisions around the pure step.
 *
 * <pre>
 *   informers ──dirty(owner)──►┌─────────────┐──slot wanted──► Budget ──granted─┐
 *                              │ ControlLoop │◄─────────────────────────────────┘
 *   status writer ◄──Report────│  one thread │──call──► Cloud (virtual threads)
 *                              └─────────────┘◄─Receipt, Reading──┘
 *                                 │      ▲
 *                            fold ▼      │ observed slice, or what must be read first
 *                                Mirror ─┘
 * </pre>
 *
 * <p>Nobody waits for AWS here. A change is not remembered while it waits for its slot: when the
 * slot is granted the step runs on the newest facts and what is right then is sent. Calls in flight
 * exclude each other per target group for targets and per resource for wiring.
 *
 * <p>Of several processes one leads. A term is a loop of its own, with a permit that is asked
 * before each write:
 *
 * <pre>
 *   LeaseStore ◄──renew── Leadership ──Mandate(permit, late until)──► Office: a term, a new loop
 *    (a Lease)            │ Candidacy                                    │
 *                         │ Tenure ──deadline──► Fence ◄──granted?── Writes, Cloud
 *                         └─ lost, resigning ──end──► Office ──ended──► the lease is given away
 *
 *   leader:  ├ renewal begins ──── duration − margin ────┤ writes nothing ┊
 *   others:            ├ see it change ──────── duration ─────────────────┼─► take it
 * </pre>
 *
 * <p>The package knows neither the operator SDK nor the AWS SDK, so that simulation runs it whole.
 */
@NullMarked
package io.latticeoperator.control;

import org.jspecify.annotations.NullMarked;
