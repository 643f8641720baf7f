/**
 * The simulated Certificate Manager: certificates that are requested or imported, described and
 * deleted. It issues nothing that could be used.
 */
@NullMarked
package io.latticeoperator.simulator.acm;

import org.jspecify.annotations.NullMarked;
