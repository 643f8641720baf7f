/**
 * A simulated Amazon CloudWatch: metrics, dashboards and alarms.
 *
 * <pre>
 * query / XML ── FormProtocol ──┐
 * awsJson 1.0 ── JsonProtocol ──┼─► ServiceEndpoint ─► MetricOperations ─► MetricStore ◄─ telemetry
 * RPC v2 CBOR ── CborProtocol ──┘                  ├─► DashboardOperations    ▲
 *                                                  └─► AlarmOperations ───────┘
 * </pre>
 *
 * One JSON input and one JSON output for all protocols; alarms find their state when somebody
 * looks, by replaying what the metrics were at each minute since. Facts: the service model of
 * botocore 1.43.11 and the CloudWatch user guide.
 */
@NullMarked
package io.latticeoperator.simulator.cloudwatch;

import org.jspecify.annotations.NullMarked;
