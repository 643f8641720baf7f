/** What the operator's image holds, and what it must not. */
package io.latticeoperator.image;
