package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the access logs of a service, a service network or a resource configuration go.
 *
 * @param resourceArn of what is logged
 * @param destinationArn of a log group (without a trailing {@code :*}), a bucket or a stream
 * @param serviceNetworkLogType {@code SERVICE} or {@code RESOURCE}; empty but for a network
 */
public record AccessLogSubscription(
    Identity identity,
    String resourceId,
    String resourceArn,
    String destinationArn,
    String serviceNetworkLogType,
    Instant updatedAt)
    implements Resource {

  /** A kind of destination; a resource has one subscription of each at most. */
  public enum Destination {
    LOG_GROUP,
    BUCKET,
    DELIVERY_STREAM;

    /** The kind that an ARN is of; none for what cannot take logs. */
    static Optional<Destination> of(String arn) {
      var parts = arn.split(":", 7);
      return switch (parts.length > 2 ? parts[2] : "") {
        case "logs" -> Optional.of(LOG_GROUP);
        case "s3" -> Optional.of(BUCKET);
        case "firehose" -> Optional.of(DELIVERY_STREAM);
        default -> Optional.empty();
      };
    }
  }

  /** The kind that its destination is of. */
  public Destination destination() {
    return Destination.of(destinationArn)
        .orElseThrow(() -> new IllegalStateException("No destination: " + destinationArn));
  }

  AccessLogSubscription withDestination(String changed, Instant now) {
    return new AccessLogSubscription(
        identity, resourceId, resourceArn, changed, serviceNetworkLogType, now);
  }
}
