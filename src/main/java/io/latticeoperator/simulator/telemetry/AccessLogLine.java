package io.latticeoperator.simulator.telemetry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.dataplane.AccessRecord;
import io.latticeoperator.simulator.dataplane.Route;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line of an access log. What is empty is {@code -}; who was not asked for is {@code null}, as a
 * text.
 */
final class AccessLogLine {
  private static final String EMPTY = "-";
  private static final String UNASKED = "null";

  private final World world;

  /**
   * @param world tells the accounts and regions of VPCs
   */
  AccessLogLine(World world) {
    this.world = world;
  }

  ObjectNode of(AccessRecord record, Route.Passage passage) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("hostHeader", text(record.host()));
    tls(line, record.tls());
    line.put("serviceNetworkArn", passage.network().arn());
    line.put("serviceArn", passage.service().arn());
    var group = record.group();
    line.put("targetGroupArn", group == null ? EMPTY : group.arn());
    caller(line, record.identity());
    line.put("requestMethod", text(record.method()));
    line.put("requestPath", text(record.path()));
    line.put("protocol", text(record.protocol()));
    line.put("userAgent", text(record.userAgent()));
    var source = passage.association().vpcId();
    line.put("sourceVpcArn", vpcArn(source));
    line.put("sourceVpcId", source);
    line.put("destinationVpcId", group == null ? EMPTY : text(group.config().vpcId()));
    line.put("sourceIpPort", text(record.sourceIpPort()));
    var target = record.target();
    line.put("targetIpPort", target == null ? EMPTY : target.id() + ":" + target.port());
    line.put("startTime", record.start().truncatedTo(ChronoUnit.SECONDS).toString());
    number(line, "responseCode", record.status() == 0 ? null : Long.valueOf(record.status()));
    line.put("bytesReceived", record.bytesReceived());
    line.put("bytesSent", record.bytesSent());
    line.put("duration", record.duration().toMillis());
    number(line, "requestToTargetDuration", milliseconds(record.toTarget()));
    number(line, "responseFromTargetDuration", milliseconds(record.fromTarget()));
    var grpc = record.grpcStatus();
    number(line, "grpcResponseCode", grpc == null ? null : Long.valueOf(grpc));
    line.put("requestId", record.requestId());
    var failure = record.failure();
    return line.put("failureReason", failure == null ? EMPTY : failure.name());
  }

  private static void tls(ObjectNode line, AccessRecord.@Nullable Tls tls) {
    line.put("sslCipher", tls == null ? EMPTY : text(tls.cipher()));
    line.put("tlsVersion", tls == null ? EMPTY : text(tls.version()));
    line.put("serverNameIndication", tls == null ? EMPTY : text(tls.serverName()));
  }

  private static void caller(ObjectNode line, AccessRecord.Identity identity) {
    var user = identity.user();
    var denied = identity.denied();
    var principal = identity.principal();
    line.put("resolvedUser", user == null ? UNASKED : user);
    line.put("authDeniedReason", denied == null ? UNASKED : denied);
    line.put("callerPrincipal", principal == null ? EMPTY : principal);
    line.put("callerPrincipalTags", EMPTY);
    line.put("callerX509SubjectCN", EMPTY);
    line.put("callerX509IssuerOU", EMPTY);
    line.put("callerX509SANNameCN", EMPTY);
    line.put("callerX509SANDNS", EMPTY);
    line.put("callerX509SANURI", EMPTY);
  }

  private String vpcArn(String vpcId) {
    return world
        .vpc(vpcId)
        .map(vpc -> "arn:aws:ec2:%s:%s:vpc/%s".formatted(vpc.region(), vpc.account(), vpc.id()))
        .orElse(EMPTY);
  }

  private static void number(ObjectNode line, String member, @Nullable Long value) {
    if (value == null) {
      line.put(member, EMPTY);
    } else {
      line.put(member, value);
    }
  }

  private static @Nullable Long milliseconds(@Nullable Duration duration) {
    return duration == null ? null : Long.valueOf(duration.toMillis());
  }

  private static String text(String value) {
    return value.isEmpty() ? EMPTY : value;
  }
}
