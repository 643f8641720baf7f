/**
 * Auth policies as a person writes them, and the IAM documents that they become.
 *
 * <p>A reference that cannot be resolved never makes a policy wider than it was meant: an allow
 * loses the principal, a deny that cannot be expressed keeps the whole policy from being written.
 */
@NullMarked
package io.latticeoperator.policy;

import org.jspecify.annotations.NullMarked;
