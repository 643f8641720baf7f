package io.latticeoperator.simulator.dataplane;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
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
    int bytes = 0;
    for (var header : headers) {
      bytes +=
          header.getName().length() + (header.getValue() == null ? 0 : header.getValue().length());
    }
    return bytes > MOST_BYTES || headers.size() > MOST_HEADERS;
  }

  /** The client's, if it is short enough; else a new one. */
  static String requestId(HttpFields headers) {
    var sent = headers.get(REQUEST_ID);
    return sent != null && sent.getBytes(StandardCharsets.UTF_8).length <= REQUEST_ID_BYTES
        ? sent
        : UUID.randomUUID().toString();
  }

  /** Adds to {@code target} what a target gets of the client's headers, and the data plane's. */
  static void toTarget(
      HttpFields sent,
      HttpFields.Mutable target,
      String requestId,
      InetSocketAddress client,
      boolean secure,
      String partition,
      Route.Forward route) {
    copyEndToEnd(sent, target);
    var passage = route.passage();
    var owner = passage.association().identity().owner();
    var address = client.getAddress().getHostAddress();
    var before = sent.get("x-forwarded-for");
    target.put("x-forwarded-for", before == null ? address : before + ", " + address);
    target.put("x-forwarded-for-port", Integer.toString(client.getPort()));
    target.put("x-forwarded-for-proto", secure ? "https" : "http");
    target.put(
        "x-amzn-lattice-network",
        "SourceVpcArn=arn:%s:ec2:%s:%s:vpc/%s"
            .formatted(partition, owner.region(), owner.account(), passage.association().vpcId()));
    target.put(
        "x-amzn-lattice-target",
        "ServiceArn=%s; ServiceNetworkArn=%s; TargetGroupArn=%s"
            .formatted(passage.service().arn(), passage.network().arn(), route.group().arn()));
    var identity = passage.identity().header();
    if (identity != null) {
      target.put("x-amzn-lattice-identity", identity);
    }
    target.put("x-amzn-source-vpc", passage.association().vpcId());
    target.put(REQUEST_ID, requestId);
  }

  /** Adds to {@code client} what a client gets of the target's headers. */
  static void toClient(HttpFields answered, HttpFields.Mutable client, String requestId) {
    copyEndToEnd(answered, client);
    client.put(REQUEST_ID, requestId);
  }

  private static void copyEndToEnd(HttpFields from, HttpFields.Mutable to) {
    var connectionOptions = new HashSet<String>();
    for (var option : from.getCSV(HttpHeader.CONNECTION, false)) {
      connectionOptions.add(option.toLowerCase(Locale.ROOT));
    }
    for (HttpField field : from) {
      var name = field.getLowerCaseName();
      if (!HOP_BY_HOP.contains(name)
          && !connectionOptions.contains(name)
          && !name.startsWith(OWN_PREFIX)) {
        to.add(field);
      }
    }
  }
}
