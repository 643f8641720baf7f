/**
 * The least that an operator made with the same SDK can be: one kind, one reconciler that does
 * nothing. {@code src/measure/resources} measures it beside ours.
 */
@NullMarked
package io.latticeoperator.measure.hello;

import org.jspecify.annotations.NullMarked;
