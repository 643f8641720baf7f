/**
 * EC2 in the operations that are needed of its 700, by its query protocol. The SDK's own client
 * takes 24 MB and most of the memory of a start; what is left of it here is what the SDK signs,
 * sends and parses with.
 *
 * <pre>
 *   Ec2: an operation a method ──► QueryCall ──► QueryClient: credentials, signature, time limits
 *     Rule, Subnet, … ◄── elements of XML ◄──────────┘  └──► AwsServiceException, SdkClientException
 * </pre>
 *
 * <p>Callers cannot tell it from the SDK's clients: same settings, same exceptions, no retries.
 */
@NullMarked
package io.latticeoperator.cloud.aws.ec2;

import org.jspecify.annotations.NullMarked;
