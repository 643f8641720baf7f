/**
 * The simulated Route 53: hosted zones with their records, and health checks. It is a control plane
 * only: no name is ever resolved by it, and it sends no health checks itself.
 */
@NullMarked
package io.latticeoperator.simulator.route53;

import org.jspecify.annotations.NullMarked;
