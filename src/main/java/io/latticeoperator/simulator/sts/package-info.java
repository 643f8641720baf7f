/**
 * The simulated STS: callers find out who they are, and come by credentials of roles, which are
 * then known to all other services.
 */
@NullMarked
package io.latticeoperator.simulator.sts;

import org.jspecify.annotations.NullMarked;
