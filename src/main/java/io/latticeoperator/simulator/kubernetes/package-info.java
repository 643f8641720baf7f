/**
 * A Kubernetes API server with a few controllers, small enough to live in a test or a demo.
 *
 * <pre>
 *   HTTP ── ApiServer ── Api ─┬─ Resources, ResourceLists ─┐
 *                             ├─ Discovery, OpenApi        ├── Store ── Admission ── History
 *                             └─ Watch ────────────────────│──────────────────────────┘
 *   controllers ── Objects ────────────────────────────────┘
 * </pre>
 *
 * <p>The {@link io.latticeoperator.simulator.kubernetes.Store} is the only writer of the history;
 * watches read from it and observers are told of it, always after the write. Patches, server-side
 * apply, selectors, tables and schemas are functions of trees and know nothing of the store.
 */
@NullMarked
package io.latticeoperator.simulator.kubernetes;

import org.jspecify.annotations.NullMarked;
