/**
 * The port to AWS straight onto the simulator's state machines: no HTTP, no SDK, no threads. In
 * virtual time it plays whole operators by the thousand; what it answers is held equal to what the
 * SDK's adapter answers by their common contract test.
 */
@NullMarked
package io.latticeoperator.simulator.direct;

import org.jspecify.annotations.NullMarked;
