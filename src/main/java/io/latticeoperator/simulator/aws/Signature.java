package io.latticeoperator.simulator.aws;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code Authorization} header of a SigV4 request claims. Nothing is verified here; see
 * {@link SignatureCheck}.
 *
 * @param service the signing name, such as {@code vpc-lattice}
 */
public record Signature(String accessKey, String region, String service) {
  private static final Pattern PARAMETER = Pattern.compile("(?:^|&)X-Amz-(Credential=[^&]*)");
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/([^/,\\s]+)/([^/,\\s]+)/aws4_request");

  /** Empty without a header, and for one that is not SigV4. */
  public static Optional<Signature> parse(@Nullable String authorization) {
    if (authorization == null) {
      return Optional.empty();
    }
    var matcher = CREDENTIAL.matcher(authorization);
    return matcher.find()
        ? Optional.of(new Signature(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** The same of a query that has the signature in it, as it was sent. */
  public static Optional<Signature> parseQuery(@Nullable String rawQuery) {
    var parameter = PARAMETER.matcher(rawQuery == null ? "" : rawQuery);
    return parameter.find()
        ? parse(parameter.group(1).replace("%2F", "/").replace("%2f", "/"))
        : Optional.empty();
  }
}
