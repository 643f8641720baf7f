package io.latticeoperator.cloud.aws.ec2;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextToken for the part after this one; null or empty on the last
 */
public record Page<T>(List<T> items, @Nullable String nextToken) {}
