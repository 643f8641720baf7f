/**
 * The simulated Resource Groups Tagging API: it finds the resources of other services by their
 * tags, and changes tags of many at once. It keeps nothing itself.
 */
@NullMarked
package io.latticeoperator.simulator.tagging;

import org.jspecify.annotations.NullMarked;
