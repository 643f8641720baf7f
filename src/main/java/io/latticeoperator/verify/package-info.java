/**
 * Asks a real account what no document says, and what the simulator therefore has as a setting.
 *
 * <pre>
 *                     ┌─► Lab ─► Wire ─► the simulator, in virtual time ─► what it does
 * Probes ─► Probe ────┤
 *                     └─► Lab ─► Wire ─► AWS ───────────────────────────► what AWS does ─► settings
 * </pre>
 *
 * A {@link io.latticeoperator.verify.Probe} is one question that calls can answer; it is put to
 * both in the same words, so a difference is one of behaviour. The {@link
 * io.latticeoperator.verify.Lab} makes what the question needs, under names and tags by which
 * {@link io.latticeoperator.verify.Cleanup} finds it again, whatever became of the process that
 * made it.
 */
@NullMarked
package io.latticeoperator.verify;

import org.jspecify.annotations.NullMarked;
