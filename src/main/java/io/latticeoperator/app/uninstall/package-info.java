/**
 * What is done before an operator is removed for good: nothing of it is left in AWS, or everything
 * goes on serving without it.
 *
 * <pre>
 *   stop the operator ─► its pods are gone ─┬─ delete: every export, then every network ─► gone
 *   (Deployment, 0)                         └─ retain: our finalizers off, the objects stay
 *                        not done in time ─► told what is left, the operator runs again
 * </pre>
 *
 * <p>There is no second way to delete: {@link io.latticeoperator.app.RemovingOperator} is the
 * ordinary operator, which follows no annotations of Services meanwhile. Nothing is remembered: a
 * run that was broken off is begun anew, and what is gone already (definitions, namespaces,
 * operator) does not matter.
 */
@NullMarked
package io.latticeoperator.app.uninstall;

import org.jspecify.annotations.NullMarked;
