package io.latticeoperator.simulator.aws;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its signature, in the Authorization header or in the query.
 *
 * @param day of the credential's scope, such as {@code 20260101}
 * @param at when it was signed
 * @param life for how long it was made; null for the header form
 * @param headers those that are covered, in lower case
 * @param token of a session; null for keys that are no session's
 */
record SignatureClaim(
    String accessKey,
    String day,
    String region,
    String service,
    String timestamp,
    Instant at,
    @Nullable Duration life,
    List<String> headers,
    String signature,
    @Nullable String token) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Something about the signature is left out or cannot be read. */
  static final class Incomplete extends Exception {
    Incomplete(String message) {
      super(message, null, false, false);
    }

    String text() {
      var message = getMessage();
      return message == null ? "" : message;
    }
  }

  /** Empty for a request that is not signed. */
  static Optional<SignatureClaim> of(SignedRequest request) throws Incomplete {
    var authorization = request.header("authorization");
    if (authorization != null) {
      return Optional.of(ofHeader(request, authorization));
    }
    return request.parameter("X-Amz-Algorithm") == null
        ? Optional.empty()
        : Optional.of(ofQuery(request));
  }

  /** The scope in what is signed. */
  String scope() {
    return "%s/%s/%s/aws4_request".formatted(day, region, service);
  }

  private static SignatureClaim ofHeader(SignedRequest request, String authorization)
      throws Incomplete {
    int space = authorization.indexOf(' ');
    algorithm(space < 0 ? authorization : authorization.substring(0, space));
    var parts = new HashMap<String, String>();
    for (var part : authorization.substring(space + 1).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    for (var name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (!parts.containsKey(name)) {
        throw new Incomplete(
            "Authorization header requires '%s' parameter. Authorization=%s"
                .formatted(name, authorization));
      }
    }
    var date = request.header("x-amz-date");
    if (date == null) {
      throw new Incomplete(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    return claim(parts, date, null, request.header("x-amz-security-token"));
  }

  private static SignatureClaim ofQuery(SignedRequest request) throws Incomplete {
    algorithm(String.valueOf(request.parameter("X-Amz-Algorithm")));
    var parts = new HashMap<String, String>();
    for (var name : List.of("Credential", "Signature", "SignedHeaders", "Date", "Expires")) {
      var value = request.parameter("X-Amz-" + name);
      if (value == null) {
        throw new Incomplete("AWS query-string parameters must include 'X-Amz-%s'".formatted(name));
      }
      parts.put(name, value);
    }
    var expires = parts.getOrDefault("Expires", "");
    if (!expires.matches("\\d{1,9}")) {
      throw new Incomplete("X-Amz-Expires should be a number");
    }
    return claim(
        parts,
        parts.getOrDefault("Date", ""),
        Duration.ofSeconds(Long.parseLong(expires)),
        request.parameter("X-Amz-Security-Token"));
  }

  private static void algorithm(String algorithm) throws Incomplete {
    if (!algorithm.equals(ALGORITHM)) {
      throw new Incomplete("Unsupported AWS 'algorithm': '%s'".formatted(algorithm));
    }
  }

  private static SignatureClaim claim(
      Map<String, String> parts, String date, @Nullable Duration life, @Nullable String token)
      throws Incomplete {
    var credential = parts.getOrDefault("Credential", "").split("/", -1);
    if (credential.length != 5 || !credential[4].equals("aws4_request")) {
      throw new Incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term");
    }
    return new SignatureClaim(
        credential[0],
        credential[1],
        credential[2],
        credential[3],
        date,
        instant(date),
        life,
        Arrays.asList(parts.getOrDefault("SignedHeaders", "").split(";", -1)),
        parts.getOrDefault("Signature", ""),
        token);
  }

  private static Instant instant(String date) throws Incomplete {
    try {
      return TIMESTAMP.parse(date, Instant::from);
    } catch (DateTimeException malformed) {
      throw new Incomplete("Date must be in ISO-8601 'basic format'. Got '%s'".formatted(date));
    }
  }
}
