/**
 * From what Kubernetes says to what VPC Lattice should hold.
 *
 * <p>{@link io.latticeoperator.translate.ExportFacts} are copied out of the informers' caches as
 * plain values; {@link io.latticeoperator.translate.Translator} runs them through an ordered list
 * of passes (export: wiring; endpoints: targets; claims: oldest wins) and gives the desired slice
 * and, for everything it could not honour, a {@link io.latticeoperator.translate.Finding}. A
 * finding is never an exception: bad input is a condition that names the field.
 */
@NullMarked
package io.latticeoperator.translate;

import org.jspecify.annotations.NullMarked;
