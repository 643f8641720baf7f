/**
 * The Kubernetes that tests run against: an embedded API, a real API server, a cluster. A test asks
 * for one and says nothing about where it comes from.
 */
@NullMarked
package io.latticeoperator.kubernetes;

import org.jspecify.annotations.NullMarked;
