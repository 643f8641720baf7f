/** What stands in {@code deploy/}: that it is right, and that it stays what the code needs. */
@NullMarked
package io.latticeoperator.deploy;

import org.jspecify.annotations.NullMarked;
