/** The commands of {@code lattice}. */
@NullMarked
package io.latticeoperator.cli;

import org.jspecify.annotations.NullMarked;
