/**
 * Auth policies as a person writes them, and the IAM documents that they become.
 *
 * <pre>
 * PolicySpec ─┬─ statements ─ StatementReader ─► Clauses ─ Minimum ─┐
 *             │                  ▲ References                       ├─► canonical JSON, or Flaws
 *             └─ document ───── PolicyGrammar ─────────── CanonicalPolicy
 * </pre>
 *
 * <p>A reference that cannot be resolved never makes a policy wider than it was meant: an allow
 * loses the principal or the export, and is gone when none is left; a deny that cannot be expressed
 * keeps the whole policy from being written.
 *
 * <p>A clause is what IAM calls a statement: an effect for the calls that fit each of its
 * dimensions, which are the caller and the condition keys. Clauses of one effect are a union, so
 * one within another may go, and two that differ in one dimension are one. An allow within a deny
 * lets nobody in, and goes as well.
 *
 * <p>Facts: user guide, "auth-policies"; Service Authorization Reference, "Amazon VPC Lattice
 * Services"; IAM user guide, "Grammar of the IAM JSON policy language".
 */
@NullMarked
package io.latticeoperator.policy;

import org.jspecify.annotations.NullMarked;
