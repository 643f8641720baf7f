package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.Owner;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What becomes of headers on the way. The names are those of the user guide's page "http-targets",
 * {@code x-forwarded-for-proto} included; {@code x-amzn-source-vpc} is undocumented and taken from
 * captures.
 */
final class ForwardedHeaders {
  static final String REQUEST_ID = "x-amzn-requestid";

  /** Heads up to this size are read, so that too large ones can be answered with 400. */
  static final int READ_BYTES = 1 << 20;

  private static final int REQUEST_ID_BYTES = 512;
  private static final int MOST_HEADERS = 100;
  private static final int MOST_BYTES = 60 * 1024;
  private static final String FORWARDED_FOR = "x-forwarded-for";
  private static final String OWN_PREFIX = "x-amzn-lattice-";

  /** RFC 9110, 7.6.1, with what older clients send; Expect is answered by the proxy itself. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect");

  private ForwardedHeaders() {}

  /** Whether a request exceeds 60 KB or 100 headers, which is answered with 400. */
  static boolean tooLarge(HttpFields headers) {
    return headers.size() > MOST_HEADERS || bytes(headers) > MOST_BYTES;
  }

  /** The size of names and values. */
  static int bytes(HttpFields headers) {
    int bytes = 0;
    for (var header : headers) {
      bytes +=
          header.getName().length() + (header.getValue() == null ? 0 : header.getValue().length());
    }
    return bytes;
  }

  /** The client's, if it is short enough; else a new one. */
  static String requestId(HttpFields headers) {
    var sent = headers.get(REQUEST_ID);
    return sent != null && sent.getBytes(StandardCharsets.UTF_8).length <= REQUEST_ID_BYTES
        ? sent
        : newRequestId();
  }

  /** Unique, but no secret: ordinary random numbers will do, which cost a tenth. */
  private static String newRequestId() {
    var random = ThreadLocalRandom.current();
    return new UUID(
            (random.nextLong() & ~0xf000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE)
        .toString();
  }

  /** Adds to {@code target} what a target gets of the client's headers, and the data plane's. */
  static void toTarget(
      Exchange exchange, HttpFields.Mutable target, String partition, Route.Forward route) {
    var request = exchange.request();
    var sent = request.getHeaders();
    copyEndToEnd(sent, target);
    var passage = route.passage();
    var owner = passage.association().identity().owner();
    var vpc = passage.association().vpcId();
    var client = exchange.client();
    var address = client.getAddress().getHostAddress();
    var before = sent.get(FORWARDED_FOR);
    if (!target.contains(HttpHeader.HOST) && request.getHttpURI().getAuthority() != null) {
      target.put(HttpHeader.HOST, request.getHttpURI().getAuthority());
    }
    target.put(FORWARDED_FOR, before == null ? address : before + ", " + address);
    target.put("x-forwarded-for-port", Integer.toString(client.getPort()));
    target.put(
        "x-forwarded-for-proto", request.getConnectionMetaData().isSecure() ? "https" : "http");
    target.put("x-amzn-lattice-network", "SourceVpcArn=" + vpcArn(partition, owner, passage));
    target.put(
        "x-amzn-lattice-target",
        "ServiceArn="
            + passage.service().arn()
            + "; ServiceNetworkArn="
            + passage.network().arn()
            + "; TargetGroupArn="
            + route.group().arn());
    var identity = passage.identity().header();
    if (identity != null) {
      target.put("x-amzn-lattice-identity", identity);
    }
    target.put("x-amzn-source-vpc", vpc);
    target.put(REQUEST_ID, exchange.id());
  }

  /** The ARN of the caller's VPC. */
  static String vpcArn(String partition, Owner owner, Route.Passage passage) {
    return "arn:"
        + partition
        + ":ec2:"
        + owner.region()
        + ":"
        + owner.account()
        + ":vpc/"
        + passage.association().vpcId();
  }

  /** Adds to {@code client} what a client gets of the target's headers. */
  static void toClient(HttpFields answered, HttpFields.Mutable client, String requestId) {
    copyEndToEnd(answered, client);
    client.put(REQUEST_ID, requestId);
  }

  private static void copyEndToEnd(HttpFields from, HttpFields.Mutable to) {
    var options = connectionOptions(from);
    for (HttpField field : from) {
      var name = field.getLowerCaseName();
      if (!HOP_BY_HOP.contains(name)
          && !options.contains(name)
          && (field.getHeader() != null || !name.startsWith(OWN_PREFIX))) {
        to.add(field);
      }
    }
  }

  private static Set<String> connectionOptions(HttpFields from) {
    if (!from.contains(HttpHeader.CONNECTION)) {
      return Set.of();
    }
    var options = new HashSet<String>();
    for (var option : from.getCSV(HttpHeader.CONNECTION, false)) {
      options.add(option.toLowerCase(Locale.ROOT));
    }
    return options;
  }
}
