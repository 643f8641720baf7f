package io.latticeoperator.cloud;

import io.latticeoperator.plan.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the operator's own figures go: CloudWatch, narrowed to what is needed of it. */
@FunctionalInterface
public interface MetricSink {
  /** Data that one call may hold: the limit of PutMetricData. */
  int MOST_DATA = 1000;

  /**
   * Makes one call. Blocks until AWS has answered, retries nothing, never throws for anything that
   * AWS or the network does.
   *
   * @param namespace of all the data; none of AWS's own
   * @param at what the data are about: at most two weeks ago
   * @param data 1 to {@link #MOST_DATA}
   * @return empty when AWS has taken them
   */
  Optional<Fault> put(String namespace, Instant at, List<Datum> data);
}
