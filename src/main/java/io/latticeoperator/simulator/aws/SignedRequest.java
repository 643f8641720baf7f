package io.latticeoperator.simulator.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a signature covers of a request, in the canonical form of Signature Version 4.
 *
 * @param path as sent
 * @param rawQuery as sent, empty without
 * @param headers names in lower case; repeated ones joined by a comma
 * @param payload the hash of the body in hexadecimal, worked out when nobody has sent it
 */
public record SignedRequest(
    String method,
    String path,
    String rawQuery,
    Map<String, String> headers,
    Supplier<String> payload) {
  private static final String UNRESERVED = "-._~";
  private static final String CONTENT_HASH = "x-amz-content-sha256";

  /** The body is not covered; what is sent of its hash must say so. */
  public static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

  /** Of a call of a simulated service. */
  public static SignedRequest of(HttpCall call) {
    return new SignedRequest(
        call.method(),
        call.path(),
        call.rawQuery(),
        call.headers(),
        () -> Hashes.sha256(call.body()));
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** A parameter of the query, decoded. */
  @Nullable String parameter(String name) {
    for (var pair : pairs()) {
      if (pair.name().equals(name)) {
        return pair.value();
      }
    }
    return null;
  }

  /** The text that is hashed into what is signed. */
  String canonical(List<String> signedHeaders) {
    var text = new StringBuilder(method).append('\n').append(canonicalPath()).append('\n');
    text.append(canonicalQuery()).append('\n');
    for (var name : signedHeaders) {
      var value = headers.getOrDefault(name, "").strip().replaceAll(" +", " ");
      text.append(name).append(':').append(value).append('\n');
    }
    return text.append('\n')
        .append(String.join(";", signedHeaders))
        .append('\n')
        .append(payloadHash())
        .toString();
  }

  private String payloadHash() {
    var sent = headers.get(CONTENT_HASH);
    return UNSIGNED_PAYLOAD.equals(sent) ? UNSIGNED_PAYLOAD : payload.get();
  }

  /** Without dots and double slashes, and encoded once more than it was sent. */
  private String canonicalPath() {
    var segments = new ArrayDeque<String>();
    for (var segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(encoded(segment));
      }
    }
    var end = path.endsWith("/") && !segments.isEmpty() ? "/" : "";
    return "/" + String.join("/", segments) + end;
  }

  private String canonicalQuery() {
    var sorted = new ArrayList<String>();
    for (var pair : pairs()) {
      if (!pair.name().equals("X-Amz-Signature")) {
        sorted.add(encoded(pair.name()) + "=" + encoded(pair.value()));
      }
    }
    sorted.sort(null);
    return String.join("&", sorted);
  }

  private record Pair(String name, String value) {}

  private List<Pair> pairs() {
    var pairs = new ArrayList<Pair>();
    for (var pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        pairs.add(
            equals < 0
                ? new Pair(decoded(pair), "")
                : new Pair(
                    decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
      }
    }
    return pairs;
  }

  /** Text with broken escapes stays as it is. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return text;
    }
  }

  private static String encoded(String text) {
    var encoded = new StringBuilder(text.length());
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      boolean plain =
          character < 0x80
              && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
      if (plain) {
        encoded.append(character);
      } else {
        encoded.append('%').append("%02X".formatted(each & 0xff));
      }
    }
    return encoded.toString();
  }
}
