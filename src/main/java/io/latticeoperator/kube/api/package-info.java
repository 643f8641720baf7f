/**
 * The custom resource {@code LatticeExport}: the operator's public contract with its users.
 *
 * <p>The schema in {@code crds/} is generated from these types and their annotations; a test holds
 * that the two are equal. The types are immutable and know nothing of the rest of the operator: its
 * enums may change, a served schema may not. A field is here only once something honours it.
 */
@NullMarked
package io.latticeoperator.kube.api;

import org.jspecify.annotations.NullMarked;
