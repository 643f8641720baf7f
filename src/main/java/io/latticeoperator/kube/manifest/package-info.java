/** What is wrong with a manifest, found without a cluster. Not in the operator's image. */
@NullMarked
package io.latticeoperator.kube.manifest;

import org.jspecify.annotations.NullMarked;
