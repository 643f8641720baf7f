/**
 * The pure step: facts and observation in, allowed changes and a report out.
 *
 * <pre>
 *   Facts ──translate──► desired ─┐
 *                                 ├─► Planner ─► Plan ─► Guard ─► Backoff ─► Decision
 *   mirror ────────────► observed ┘                                             └─► Report
 * </pre>
 *
 * <p>A step is called whenever something changed and whenever it asked to be called again; it keeps
 * nothing but {@link io.latticeoperator.engine.Memory}, which holds timers only. Losing the memory
 * may delay what is done, never change it.
 */
@NullMarked
package io.latticeoperator.engine;

import org.jspecify.annotations.NullMarked;
