/**
 * What a lost cluster has left in AWS is taken away.
 *
 * <p>There is no second order of deletion: from the tags of what is left {@link
 * io.latticeoperator.app.cleanup.Ghosts} makes the objects it was made for, all of them being
 * deleted, and the operator's own control loop does for them what it does for any object that is
 * deleted. Nothing is remembered: a run that was broken off is begun anew.
 *
 * <pre>
 *   Inventory (tags) ─► Ghosts (facts, all deleting) ─► dry run ─► shown, asked
 *                                                    ─► exports, then networks ─► what is left
 * </pre>
 */
@NullMarked
package io.latticeoperator.app.cleanup;

import org.jspecify.annotations.NullMarked;
