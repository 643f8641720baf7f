package io.latticeoperator.simulator.aws;

/**
 * A VPC endpoint of type service-network or resource.
 *
 * @param id {@code vpce-} and 17 hexadecimal digits
 * @param account of its owner
 * @param targetArn of the service network or resource configuration that it leads to
 */
public record VpcEndpoint(
    String id, String account, String region, String vpcId, String targetArn) {}
