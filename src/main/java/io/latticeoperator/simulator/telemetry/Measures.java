package io.latticeoperator.simulator.telemetry;

import io.latticeoperator.simulator.dataplane.AccessRecord;
import io.latticeoperator.simulator.dataplane.FailureReason;
import io.latticeoperator.simulator.lattice.TargetGroup;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one ended request adds to each metric; zeros included, so that a metric is there as soon as
 * traffic flows. ConnectionTimeoutCount and TLSConnectionErrorCount are left out: no record tells
 * such a failure from other failures to connect.
 */
final class Measures {
  private static final String COUNT = "Count";
  private static final String BYTES = "Bytes";
  private static final String MILLISECONDS = "Milliseconds";
  private static final String PASSED_THROUGH = "TLS";
  private static final List<Integer> MADE_BY_LATTICE = List.of(400, 403, 404, 429, 500, 502, 504);

  private Measures() {}

  /** A measurement. */
  record Measure(String metric, String unit, double value) {
    static Measure count(String metric, boolean isCounted) {
      return new Measure(metric, COUNT, isCounted ? 1 : 0);
    }
  }

  /** For the service that it came to. */
  static Stream<Measure> ofService(AccessRecord record) {
    if (isConnection(record)) {
      return Stream.empty();
    }
    var timedOut = record.failure() == FailureReason.TargetDataTimeout;
    boolean isOwn = record.fromTarget() == null;
    return Stream.of(
            request(record),
            Stream.of(Measure.count("RequestTimeoutCount", timedOut)),
            MADE_BY_LATTICE.stream()
                .map(
                    status ->
                        Measure.count(
                            "HTTPCode_VpcLattice_%d_Count".formatted(status),
                            isOwn && record.status() == status)))
        .flatMap(each -> each);
  }

  /** For the group that its target is in. */
  static Stream<Measure> ofGroup(AccessRecord record, TargetGroup group) {
    boolean failed = record.failure() == FailureReason.TargetConnectionError;
    boolean isNew = record.connected() && !failed;
    boolean isHttp2 = List.of("HTTP2", "GRPC").contains(group.config().protocolVersion());
    boolean isHttp1 = group.config().protocolVersion().equals("HTTP1");
    boolean isTls = group.config().protocol().equals("HTTPS");
    var connection =
        Stream.of(
            Measure.count("TotalConnectionCount", isNew),
            Measure.count("ActiveConnectionCount", !failed),
            Measure.count("ConnectionErrorCount", failed),
            Measure.count("HTTP1_ConnectionCount", isNew && isHttp1),
            Measure.count("HTTP2_ConnectionCount", isNew && isHttp2),
            Measure.count("TotalTLSConnectionHandshakeCount", isNew && isTls),
            new Measure("TotalReceivedConnectionBytes", BYTES, record.bytesSent()),
            new Measure("TotalSentConnectionBytes", BYTES, record.bytesReceived()));
    return isConnection(record)
        ? connection
        : Stream.of(
                connection, Stream.of(Measure.count("ActiveRequestCount", true)), request(record))
            .flatMap(each -> each);
  }

  private static Stream<Measure> request(AccessRecord record) {
    return Stream.concat(
        Stream.of(
            Measure.count("TotalRequestCount", true),
            new Measure("RequestTime", MILLISECONDS, record.duration().toNanos() / 1e6)),
        IntStream.rangeClosed(2, 5)
            .mapToObj(
                family ->
                    Measure.count(
                        "HTTPCode_%dXX_Count".formatted(family), record.status() / 100 == family)));
  }

  private static boolean isConnection(AccessRecord record) {
    return record.protocol().equals(PASSED_THROUGH);
  }
}
