/**
 * What VPC Lattice's users need of EC2: VPCs, subnets, security groups with their rules and quotas,
 * and the managed prefix lists of VPC Lattice. All of it changes the {@link
 * io.latticeoperator.simulator.aws.World}, one call at a time.
 */
@NullMarked
package io.latticeoperator.simulator.ec2;

import org.jspecify.annotations.NullMarked;
