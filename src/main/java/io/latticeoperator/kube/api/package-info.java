/**
 * The custom resources {@code LatticeExport} and {@code LatticeNetwork}: the operator's public
 * contract with its users.
 *
 * <p>The schema in {@code crds/} is generated from these types and their annotations; a test holds
 * that the two are equal. One thing differs between the two resources and not between the types: in
 * the policy of a LatticeExport statements have no {@code exports}, for they are about itself.
 *
 * <p>The types are immutable and know nothing of the rest of the operator: its enums may change, a
 * served schema may not. A field is here only once something honours it.
 */
@NullMarked
package io.latticeoperator.kube.api;

import org.jspecify.annotations.NullMarked;
