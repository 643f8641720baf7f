/**
 * What a CustomResourceDefinition says of its objects, checked without an API server: structural
 * schema, defaults, OpenAPI types and ranges, CEL rules.
 *
 * <p>The embedded API server admits objects by it, and {@code lattice validate} reads files by it,
 * so that both say the same; the words are those of kube-apiserver.
 */
@NullMarked
package io.latticeoperator.schema;

import org.jspecify.annotations.NullMarked;
