/**
 * The port to AWS, and its contract.
 *
 * <p>There are two implementations: one on the AWS SDK, one directly on the simulator's state
 * machines. The same scripts give the same receipts on both. What both read from questions and
 * answers in the same way (error codes, the parts of a resource share, what a rule says of itself)
 * stands here once.
 *
 * <p>The operator asks and tells a {@link io.latticeoperator.cloud.Cloud}; people ask an {@link
 * io.latticeoperator.cloud.Inventory} and the {@link io.latticeoperator.cloud.Surroundings}.
 */
@NullMarked
package io.latticeoperator.cloud;

import org.jspecify.annotations.NullMarked;
