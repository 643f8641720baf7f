package io.latticeoperator.simulator.lattice;

import io.latticeoperator.simulator.aws.VpcEndpoint;

/**
 * A VPC endpoint that leads to a service network or to a resource configuration.
 *
 * @param targetId of the network or configuration
 */
public record EndpointAssociation(Identity identity, VpcEndpoint endpoint, String targetId)
    implements Resource {}
