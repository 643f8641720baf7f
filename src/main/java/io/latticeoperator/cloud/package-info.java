/**
 * The port to AWS, and its contract.
 *
 * <p>There are two implementations: one on the AWS SDK, one directly on the simulator's state
 * machine. The same scripts give the same receipts on both.
 */
@NullMarked
package io.latticeoperator.cloud;

import org.jspecify.annotations.NullMarked;
