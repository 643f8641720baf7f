/**
 * A running operator, wired by constructors: configuration, logging, health endpoints, ending.
 *
 * <pre>
 *   flags, environment ──► SettingsReader ──► RunConfig ──► OperatorProcess
 *        (Setting)              │                             │ Logging, HealthServer, StopSignal
 *                               └─► Problem … (all at once)   └─► parts started in order, closed
 *                                                                  in the opposite one
 * </pre>
 *
 * <p>{@link io.latticeoperator.app.Setting} is the one table of what can be set: parsing, {@code
 * --help} and every message about a setting come from it.
 */
@NullMarked
package io.latticeoperator.app;

import org.jspecify.annotations.NullMarked;
