/**
 * What all simulated AWS services have in common.
 *
 * <pre>
 * HttpCall ─► AwsService.serve ─► Protocol reads ─► ServiceEndpoint: Authorizer, Operation, Journal
 *                                                                        └─► Protocol writes ─► Reply
 * </pre>
 *
 * <p>Who calls is a {@link io.latticeoperator.simulator.aws.Caller}; the VPCs, subnets and security
 * groups that several services look at are the {@link io.latticeoperator.simulator.aws.World}; what
 * one service asks another is a small interface here ({@link
 * io.latticeoperator.simulator.aws.Shares}, {@link
 * io.latticeoperator.simulator.aws.LogDestinations}, {@link
 * io.latticeoperator.simulator.aws.Dependents} …), so that no service knows another. The {@link
 * io.latticeoperator.simulator.aws.Environment} holds them together; {@code server.AwsServices}
 * makes the services in order. VPC Lattice itself has a protocol and a journal entry of its own
 * ({@code simulator.lattice.LatticeApi}), because it also runs without HTTP.
 */
@NullMarked
package io.latticeoperator.simulator.aws;

import org.jspecify.annotations.NullMarked;
