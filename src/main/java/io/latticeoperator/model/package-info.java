/**
 * What exists in VPC Lattice, and what should: one vocabulary for both.
 *
 * <p>A {@link io.latticeoperator.model.LatticeState} maps {@link io.latticeoperator.model.Key}s to
 * {@link io.latticeoperator.model.Resource}s. Desired and observed states have this same type, so
 * that creation, drift repair and deletion are one comparison. A key is found again after any
 * restart, for it is written on the cloud object as tags ({@link
 * io.latticeoperator.model.Ownership}); ids and ARNs are only answers, never the join.
 *
 * <pre>
 *   service network (not ours)
 *        ▲
 *   association ──► service ◄── listener ──► target group ──► targets (ip, port)
 * </pre>
 *
 * <p>Nothing here logs, waits, or knows of AWS's or Kubernetes' clients.
 */
@NullMarked
package io.latticeoperator.model;

import org.jspecify.annotations.NullMarked;
