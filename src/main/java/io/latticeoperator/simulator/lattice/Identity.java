package io.latticeoperator.simulator.lattice;

import java.time.Instant;

/**
 * What never changes about a resource.
 *
 * @param id prefix and 17 characters, such as {@code tg-0123456789abcdef0}
 * @param sequence order of creation over all resources; lists are in this order
 */
public record Identity(String id, String arn, Owner owner, long sequence, Instant createdAt) {}
