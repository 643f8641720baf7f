/**
 * What VPC Lattice's data plane tells about its traffic: access logs and {@code AWS/VpcLattice}
 * metrics.
 *
 * <pre>
 * data plane ─ AccessRecord ─► Telemetry (queue) ─┬► AccessLogs ─ after the lag ─► Logs
 *                                                 └► MetricTallies ─ each period ─► CloudWatch
 * </pre>
 *
 * The threads that carry traffic only put records into a queue; the rest happens on the timeline.
 * Facts: VPC Lattice user guide, monitoring-access-logs and monitoring-cloudwatch.
 */
@NullMarked
package io.latticeoperator.simulator.telemetry;

import org.jspecify.annotations.NullMarked;
