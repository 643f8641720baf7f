/**
 * A simulated Amazon CloudWatch Logs: groups, streams, events, and who may write to them.
 *
 * <pre>
 * awsJson 1.1 ─► ServiceEndpoint ─┬► GroupOperations ──┐
 *                                 ├► StreamOperations ─┼─► LogStore ◄─ telemetry
 *                                 ├► EventOperations ──┘
 *                                 └► ResourcePolicies
 * </pre>
 *
 * Facts: the service model of botocore 1.43.11 and the CloudWatch Logs user guide.
 */
@NullMarked
package io.latticeoperator.simulator.logs;

import org.jspecify.annotations.NullMarked;
