/** A Kubernetes API server with a few controllers, small enough to live in a test or a demo. */
@NullMarked
package io.latticeoperator.simulator.kubernetes;

import org.jspecify.annotations.NullMarked;
