package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.Datum;
import io.latticeoperator.cloud.MetricSink;
import io.latticeoperator.cloud.Permit;
import io.latticeoperator.plan.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** CloudWatch's custom metrics through the AWS SDK. For any number of threads. */
public final class CloudWatchMetrics implements MetricSink {
  private final CloudWatchClient cloudWatch;
  private final Permit permit;

  /**
   * @param cloudWatch must not retry; stays the caller's to close
   * @param permit asked right before each request is sent
   */
  public CloudWatchMetrics(CloudWatchClient cloudWatch, Permit permit) {
    this.cloudWatch = cloudWatch;
    this.permit = permit;
  }

  @Override
  public Optional<Fault> put(String namespace, Instant at, List<Datum> data) {
    return FencedHttp.under(permit, () -> send(namespace, at, data));
  }

  private Optional<Fault> send(String namespace, Instant at, List<Datum> data) {
    try {
      cloudWatch.putMetricData(
          request ->
              request
                  .namespace(namespace)
                  .metricData(data.stream().map(datum -> datum(datum, at)).toList()));
      return Optional.empty();
    } catch (SdkException failure) {
      return Optional.of(Faults.of(failure));
    }
  }

  private static MetricDatum datum(Datum datum, Instant at) {
    return MetricDatum.builder()
        .metricName(datum.metric())
        .unit(datum.unit())
        .timestamp(at)
        .dimensions(
            datum.dimensions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> Dimension.builder().name(e.getKey()).value(e.getValue()).build())
                .toList())
        .values(datum.values().keySet())
        .counts(datum.values().values().stream().map(Long::doubleValue).toList())
        .build();
  }
}
