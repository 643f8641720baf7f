/**
 * From two states to the changes that can be made now.
 *
 * <p>{@link io.latticeoperator.plan.Planner} compares desired and observed and gives a {@link
 * io.latticeoperator.plan.Plan}: the AWS writes that are possible at this moment, in order, each
 * with its reason, and what is waited for. It never looks ahead: what a change makes possible is
 * planned when its {@link io.latticeoperator.plan.Receipt} has been folded into the observed state.
 *
 * <pre>
 *   wave 1   create target group, create service
 *   wave 2   register targets; create listener, create association   (both ACTIVE)
 *   …
 *   undo     delete association ► delete service ► deregister targets ► delete target group
 * </pre>
 *
 * <p>Register before retire, wire before unwire, delete last, and never touch what is not ours.
 */
@NullMarked
package io.latticeoperator.plan;

import org.jspecify.annotations.NullMarked;
