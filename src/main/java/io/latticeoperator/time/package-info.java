/**
 * Time as an argument.
 *
 * <p>Whatever waits, polls, expires or retries in this project does so on a {@link
 * io.latticeoperator.time.Timeline}. In production that is a thread; in simulation it is a queue
 * that one test thread drains, so a week of operation is played in a moment, the same way each
 * time.
 */
@NullMarked
package io.latticeoperator.time;

import org.jspecify.annotations.NullMarked;
