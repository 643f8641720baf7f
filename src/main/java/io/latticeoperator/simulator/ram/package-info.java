/**
 * The simulated RAM: accounts share resources through resource shares, at once within an
 * organization, else when the invitation is accepted. What is shared is kept in {@link
 * io.latticeoperator.simulator.ram.ResourceShares}, which other services ask.
 */
@NullMarked
package io.latticeoperator.simulator.ram;

import org.jspecify.annotations.NullMarked;
