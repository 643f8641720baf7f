/**
 * What is counted of the operator's work, and how it is published.
 *
 * <pre>
 *                       ┌─► OperatorMeters ─► registry ─► Scrape: GET /metrics
 *   control.Observer ───┤
 *                       └─► Minute ─► CloudWatchPublisher ─► cloud.MetricSink, once a minute
 * </pre>
 *
 * <p>Everything is heard through {@link io.latticeoperator.control.Observer}; nothing here asks the
 * loop anything or changes what it does. Lags are measured by the loop, on its own clock, so that
 * simulation sees the same figures in virtual time.
 *
 * <p>Names follow Prometheus' conventions: base units, {@code _total} for what only grows. Labels
 * name objects (namespace, export, network) and closed lists of words, never pods, addresses or
 * messages: the number of series is bounded by the number of exports and networks. Reasons are the
 * words of conditions and events.
 *
 * <p>CloudWatch is told less, because each of its metrics costs: sums of the cluster and of its
 * networks, and of single exports only when asked. Its names are {@link
 * io.latticeoperator.dashboard.OperatorMetrics}.
 */
@NullMarked
package io.latticeoperator.metrics;

import org.jspecify.annotations.NullMarked;
