package io.latticeoperator.simulator.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests that are wrong in every way a seed can think of. {@code -Dfuzz.seed=N}
 * replays one seed.
 */
class FuzzTest {
  private static final int BATCHES = 20;
  private static final int CALLS_PER_BATCH = 100;

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", "TRACE", "BREW");
  private static final List<String> PATHS =
      List.of(
          "/services",
          "/servicenetworks",
          "/targetgroups",
          "/services/svc-0123456789abcdef0/listeners",
          "/services/svc-0123456789abcdef0/listeners/listener-0123456789abcdef0/rules",
          "/targetgroups/tg-0123456789abcdef0/registertargets",
          "/targetgroups/tg-0123456789abcdef0/listtargets?maxResults=-1&nextToken=x",
          "/servicenetworkvpcassociations",
          "/servicenetworkserviceassociations?maxResults=9999999999999999999999",
          "/authpolicy/svc-0123456789abcdef0",
          "/resourcepolicy/arn%3Aaws%3Avpc-lattice",
          "/accesslogsubscriptions",
          "/resourceconfigurations",
          "/tags/arn%3aaws%3avpc-lattice%3aus-east-1%3a111122223333%3aservice%2fsvc-0",
          "/_simulator/journal?since=-9999999999999999999",
          "/_simulator/journal?limit=0&operation=***",
          "/_simulator/faults",
          "/_simulator/health/%00/x",
          "/_simulator//",
          "/service/GraniteServiceVersion20100801/operation/PutMetricData",
          "/2013-04-01/hostedzone",
          "/",
          "//",
          "/%",
          "/%zz",
          "/..%2f..%2fetc",
          "/services;x=y?a=%&&&=",
          "*",
          "http://evil.example/services",
          "/\u00e9\u00ff");
  private static final List<String> SERVICES =
      List.of(
          "vpc-lattice",
          "ec2",
          "sts",
          "monitoring",
          "logs",
          "ram",
          "tagging",
          "route53",
          "acm",
          "x");
  private static final List<String> FORMS =
      List.of(
          "Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=x&Filter.1.Value.1=",
          "Action=DescribeSecurityGroupRules&Version=2016-11-15&MaxResults=abc",
          "Action=AuthorizeSecurityGroupIngress&Version=2016-11-15&IpPermissions.1.FromPort=99999999999",
          "Action=CreateSecurityGroup&Version=2016-11-15&GroupName=%FF%FE",
          "Action=GetCallerIdentity&Version=2011-06-15",
          "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=x&DurationSeconds=-1",
          "Action=PutMetricData&Version=2010-08-01&MetricData.member.1.Value=NaN",
          "Action=GetMetricData&Version=2010-08-01&StartTime=never",
          "Action=Nothing&Version=1",
          "Action=%&Version=%",
          "&&&===",
          "Action=");
  private static final List<String> JSONS =
      List.of(
          "{}",
          "[]",
          "null",
          "\"x\"",
          "{\"name\":\"a\",\"name\":\"b\"}",
          "{\"name\":1e400}",
          "{\"name\":\"shop\",\"tags\":{\"\":null}}",
          "{\"name\":[[[{}]]],\"type\":{}}",
          "{\"targets\":[{\"id\":\"10.1.0.1\",\"port\":99999999999999999999}]}",
          "{\"targets\":[null,1,\"x\",[],{}]}",
          "{\"priority\":-1,\"action\":{\"forward\":null},\"match\":{\"httpMatch\":{}}}",
          "{\"name\":\"\\ud800\",\"authType\":\"MAYBE\"}",
          "{\"name\":\"shop\",\"type\":\"IP\",\"config\":{\"port\":1.5,\"protocol\":7}}",
          "{\"policy\":\"{\\\"Statement\\\":[{}]}\"}",
          "{\"rules\":[{\"latency\":{\"lognormal\":{\"p50\":\"0s\",\"p99\":\"-1s\"}},\"rate\":-0}]}",
          "{\"name\":\"a\"} trailing",
          "{\"name\":",
          "{\"\\u0000\":\"\\u0000\"}");

  private final LocalAws aws = new LocalAws();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void nothingThatComesKillsIt() throws Exception {
    var one = Long.getLong("fuzz.seed");
    var random = new Random(one == null ? 20_261_122 : one);
    for (int batch = 0; batch < BATCHES; batch++) {
      for (int call = 0; call < CALLS_PER_BATCH; call++) {
        send(request(random), random);
      }
      var health = aws.get("/_simulator/health");
      assertEquals(200, health.statusCode());
      assertTrue(health.body().contains("\"bugs\":0"), health.body());
      assertEquals(200, aws.get("/services").statusCode(), "batch " + batch);
    }
    assertEquals(0, aws.server.bugs());
    assertEquals(List.of(), aws.failures);
  }

  /** Sends and reads what comes first, if anything comes; the server may hang up at any time. */
  private void send(byte[] request, Random random) throws IOException {
    try (var socket = aws.connect()) {
      socket.getOutputStream().write(request);
      if (random.nextInt(8) == 0) {
        return;
      }
      socket.shutdownOutput();
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean wellFormed = answer.isEmpty() || answer.startsWith("HTTP/1.1 ");
      assertTrue(wellFormed, () -> new String(request, StandardCharsets.ISO_8859_1) + answer);
      assertTrue(
          !answer.startsWith("HTTP/1.1 500"),
          () -> new String(request, StandardCharsets.ISO_8859_1) + answer);
    } catch (SocketException hungUp) {
      assertTrue(hungUp.getMessage() != null);
    }
  }

  private static byte[] request(Random random) {
    var body = body(random);
    var text = new StringBuilder();
    text.append(pick(random, METHODS)).append(' ').append(pick(random, PATHS));
    text.append(random.nextInt(30) == 0 ? "" : " HTTP/1." + random.nextInt(3)).append("\r\n");
    if (random.nextInt(15) > 0) {
      text.append("Host: 127.0.0.1\r\n");
    }
    if (random.nextBoolean()) {
      text.append("Authorization: AWS4-HMAC-SHA256 Credential=")
          .append(random.nextInt(5) == 0 ? "////" : "AKIAFUZZ/20260101/us-east-1/")
          .append(pick(random, SERVICES))
          .append("/aws4_request, SignedHeaders=host, Signature=0\r\n");
    }
    if (random.nextInt(4) == 0) {
      text.append("X-Amz-Target: Logs_20140328.")
          .append(random.nextBoolean() ? "CreateLogGroup" : "\u0001.")
          .append("\r\nContent-Type: application/x-amz-json-1.1\r\n");
    }
    if (random.nextInt(10) == 0) {
      text.append("X-Fuzz: ").append("x".repeat(random.nextInt(100_000))).append("\r\n");
    }
    text.append(length(random, body.length()));
    text.append(random.nextInt(10) == 0 ? "" : "Connection: close\r\n").append("\r\n").append(body);
    if (random.nextInt(10) == 0) {
      text.append("GET /services HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }
    var bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    for (int flip = random.nextInt(5) == 0 ? random.nextInt(6) : 0; flip > 0; flip--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static String length(Random random, int length) {
    return switch (random.nextInt(12)) {
      case 0 -> "Content-Length: " + random.nextInt(2 * length + 2) + "\r\n";
      case 1 -> "Content-Length: -1\r\n";
      case 2 -> "Content-Length: 99999999999999999999\r\n";
      case 3 -> "Transfer-Encoding: chunked\r\n";
      case 4 -> "Content-Length: 1\r\nContent-Length: 2\r\n";
      default -> "Content-Length: " + length + "\r\n";
    };
  }

  private static String body(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1, 2 -> pick(random, FORMS);
      case 3 -> "[".repeat(random.nextInt(3000));
      case 4 -> "{\"a\":".repeat(random.nextInt(3000));
      case 5 -> "\u00ff\u00fe\u00c0" + "\u0000".repeat(random.nextInt(50));
      default -> pick(random, JSONS);
    };
  }

  private static String pick(Random random, List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    var answer =
        aws.raw(
            "POST /services HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
                .formatted(Limits.LARGEST_BODY + 1));
    assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    assertEquals(200, aws.get("/services").statusCode());
  }

  @Test
  void headersThatAreTooLargeAreRefused() throws Exception {
    var answer =
        aws.raw("GET /services HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n".formatted("x".repeat(70_000)));
    assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
  }

  @Test
  void requestsOnOneConnectionAreAnsweredInOrder() throws Exception {
    var one = "GET /services HTTP/1.1\r\nHost: x\r\n\r\n";
    var two = "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n";
    var last = "GET /targetgroups HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    var answers = aws.raw(one + two + last).split("HTTP/1.1 ", -1);
    assertEquals(4, answers.length);
    assertTrue(answers[1].startsWith("200"), answers[1]);
    assertTrue(answers[2].startsWith("400"), answers[2]);
    assertTrue(answers[3].startsWith("200"), answers[3]);
  }

  @Test
  void deepNestingIsRefused() throws Exception {
    var deep = "{\"name\":" + "[".repeat(100_000);
    assertEquals(400, aws.send("POST", "/services", deep).statusCode());
    assertEquals(0, aws.server.bugs());
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws Exception {
    var answer =
        aws.raw(
            "POST /servicenetworks HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 14\r\n\r\n"
                + "{\"name\":\"a\u00ff\u00feb\"");
    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
  }

  @Test
  void aBodyThatEndsTooEarlyIsRefused() throws Exception {
    try (Socket socket = aws.connect()) {
      var head = "POST /services HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
    }
    assertEquals(200, aws.get("/services").statusCode());
    assertEquals(0, aws.server.bugs());
  }

  @Test
  @Tag("slow")
  void aBodyThatComesTooSlowlyIsCutOff() throws Exception {
    try (Socket socket = aws.connect()) {
      socket.setSoTimeout((int) Limits.LONGEST_BODY.plusSeconds(10).toMillis());
      var head = "POST /services HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
    }
    assertEquals(200, aws.get("/services").statusCode());
    assertEquals(0, aws.server.bugs());
  }
}
