/**
 * The HTTP end of the simulated AWS: one port for all services.
 *
 * <pre>
 * socket ─ Limits ─► Dispatcher ── /_simulator/… ── Origin ─► Admin ─► AdminPage
 *                        │
 *                        └─ who calls which service (credential scope)
 *                               └─► faults ─► Guarded ─► AwsService.serve ─► Reply ─► Delivery
 * </pre>
 *
 * No input ends the server: what is malformed, too large or too slow is refused before any service
 * sees it, and a service that throws has a bug, which is logged, counted and told as a server
 * error.
 */
@NullMarked
package io.latticeoperator.simulator.server;

import org.jspecify.annotations.NullMarked;
