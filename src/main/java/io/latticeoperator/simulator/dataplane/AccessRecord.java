package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.Target;
import io.latticeoperator.simulator.lattice.TargetGroup;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request, or a connection that was passed through, that has ended: what access logs and metrics
 * are made of. The members follow the fields of VPC Lattice's access logs (user guide,
 * monitoring-access-logs).
 *
 * @param passage null when no service was found
 * @param group null when it went to no target
 * @param target null when it went to no target
 * @param connected whether a connection to the target was made for it, or failed to be made
 * @param protocol such as {@code HTTP/1.1}, {@code HTTP/2} or {@code TLS}
 * @param path with the query
 * @param status 0 when the client got none
 * @param bytesReceived from the client
 * @param bytesSent to the client
 * @param toTarget from the start until the request was with the target; null when it never was
 * @param fromTarget from then until the target's answer had begun; null when it never did
 * @param grpcStatus null unless the answer was gRPC's
 * @param failure null when all went well
 */
public record AccessRecord(
    String requestId,
    Instant start,
    Duration duration,
    Route.@Nullable Passage passage,
    @Nullable TargetGroup group,
    Target.@Nullable Key target,
    boolean connected,
    String protocol,
    String method,
    String path,
    String host,
    String userAgent,
    @Nullable Tls tls,
    String sourceIpPort,
    Identity identity,
    int status,
    long bytesReceived,
    long bytesSent,
    @Nullable Duration toTarget,
    @Nullable Duration fromTarget,
    @Nullable Integer grpcStatus,
    @Nullable FailureReason failure) {

  /** What the client's TLS handshake agreed on. */
  public record Tls(String cipher, String version, String serverName) {}

  /**
   * Who the client is to auth policies.
   *
   * @param user its ARN, {@code Anonymous} or {@code Unknown}; null when nobody asked
   * @param principal null for one that is not signed
   * @param denied which policy refused it: {@code Service}, {@code Network} or {@code Identity};
   *     null when none did
   */
  public record Identity(
      @Nullable String user, @Nullable String principal, @Nullable String denied) {
    /** Of a request that no auth policy looked at. */
    public static final Identity UNASKED = new Identity(null, null, null);

    Identity deniedBy(String policy) {
      return new Identity(user, principal, policy);
    }

    /** What a target gets as {@code x-amzn-lattice-identity}; null for one that is not signed. */
    @Nullable String header() {
      if (principal == null) {
        return null;
      }
      var session =
          principal.contains(":assumed-role/")
              ? "SessionName=%s; ".formatted(principal.substring(principal.lastIndexOf('/') + 1))
              : "";
      return "Principal=%s; %sType=AWS_IAM".formatted(principal, session);
    }
  }
}
