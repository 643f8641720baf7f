/**
 * The commands for people who work with Lattice rather than run the operator: the demo, the
 * simulator, checks of manifests and of the simulator itself. Not in the operator's image, for
 * which reason nothing else may refer to them.
 */
@NullMarked
package io.latticeoperator.cli.workbench;

import org.jspecify.annotations.NullMarked;
