/**
 * Commands that only look: what the operator would do, what has drifted, why something does not
 * work.
 *
 * <pre>
 *   ClusterView (informers) ─► FactSource ─┐
 *                                          ├─► Loop that may not write ─► Step.Input of every owner
 *   AWS ─► mirror ─────────────────────────┘                                   │
 *                                               plan, drift: pure functions of it ► view ► text, JSON, YAML
 * </pre>
 *
 * <p>{@link io.latticeoperator.app.look.DryRun} lets the operator's own control loop read until it
 * knows all that decisions depend on. Views are records whose fields are the stable names of the
 * JSON output.
 */
@NullMarked
package io.latticeoperator.app.look;

import org.jspecify.annotations.NullMarked;
