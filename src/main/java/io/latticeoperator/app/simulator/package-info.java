/**
 * The simulator as a process: settings, scenario, faults, state over restarts, and what a user is
 * told. Also the questions that are put to AWS and to it. Not in the operator's image.
 */
@NullMarked
package io.latticeoperator.app.simulator;

import org.jspecify.annotations.NullMarked;
