/**
 * The port to AWS on the AWS SDK.
 *
 * <pre>
 *   Change ──► Writer ─┬──► Shapes ──► VpcLatticeClient ──► Answers ──┬──► Receipt
 *   Read ────► Reader ─┤                                              └──► Reading
 *                      └──► ProvisionCalls: one class for each kind, on the client of its service
 *
 *   SdkException ──► Faults ──► Fault
 * </pre>
 *
 * <p>Nothing is decided here and nothing is tried twice: the SDK's retries are off, for a hidden
 * retry is a hidden write. What Lattice leaves out of an answer is filled in from {@link
 * io.latticeoperator.cloud.aws.Omitted}, so that a default never looks like drift.
 */
@NullMarked
package io.latticeoperator.cloud.aws;

import org.jspecify.annotations.NullMarked;
