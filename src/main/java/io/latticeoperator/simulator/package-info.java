/** The simulated world: VPC Lattice, its data plane, Kubernetes, and the faults of all three. */
@NullMarked
package io.latticeoperator.simulator;

import org.jspecify.annotations.NullMarked;
