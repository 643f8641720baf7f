/**
 * IAM's policy language, and who may do what by it.
 *
 * <pre>
 * JSON ─ Policy.parse ─► Policy ─ decide(RequestContext) ─► Decision
 *                          └─ Statement: Effect, PrincipalElement, actions, resources, Condition
 * Caller ─ IdentityPolicies ─► the caller's policies ─► refusal in AWS's words
 * </pre>
 *
 * <p>All of it is values and functions but for {@link
 * io.latticeoperator.simulator.iam.IdentityPolicies}, which holds the policies in force. A policy
 * that AWS would not store is refused when it is read, with the element that is wrong; nothing
 * unknown is ever taken for true.
 *
 * <p>Limits: permissions boundaries, session policies and organization policies do not exist; tags
 * of principals only as given in the request context.
 */
@NullMarked
package io.latticeoperator.simulator.iam;

import org.jspecify.annotations.NullMarked;
