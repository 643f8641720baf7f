/**
 * The HTTP end of the simulated AWS: one port for all services.
 *
 * <pre>
 * socket ─► Dispatcher ── /_simulator/… ─► Admin
 *               └─ who calls which service (credential scope) ─► AwsService.serve ─► Reply
 * </pre>
 */
@NullMarked
package io.latticeoperator.simulator.server;

import org.jspecify.annotations.NullMarked;
