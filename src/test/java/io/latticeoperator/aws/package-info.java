/**
 * The AWS that tests run against: our simulator, LocalStack, and a real account when that is
 * explicitly allowed. A test asks for an account of one of them, says where that one is known to
 * differ and why, and nothing else about where it comes from.
 */
@NullMarked
package io.latticeoperator.aws;

import org.jspecify.annotations.NullMarked;
