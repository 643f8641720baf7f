/**
 * The little of AWS around VPC Lattice that its users need: who calls ({@link
 * io.latticeoperator.simulator.aws.Caller}), and the VPCs, subnets and security groups of the
 * {@link io.latticeoperator.simulator.aws.World}.
 */
@NullMarked
package io.latticeoperator.simulator.aws;

import org.jspecify.annotations.NullMarked;
