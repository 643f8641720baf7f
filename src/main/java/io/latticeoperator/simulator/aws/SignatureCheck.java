package io.latticeoperator.simulator.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures of Signature Version 4, in the header or in the query, and says what AWS says
 * of those that are wrong. Safe for any thread.
 */
public final class SignatureCheck {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int REFUSED = 403;
  private static final ErrorShape MISSING = shape("MissingAuthenticationToken");
  private static final ErrorShape INCOMPLETE = shape("IncompleteSignature");
  private static final ErrorShape EXPIRED_TOKEN = shape("ExpiredToken");
  private static final ErrorShape UNKNOWN =
      new ErrorShape("UnrecognizedClientException", "InvalidClientTokenId", REFUSED);
  private static final String INVALID_TOKEN =
      "The security token included in the request is invalid.";
  private static final ErrorShape WRONG =
      new ErrorShape("InvalidSignatureException", "SignatureDoesNotMatch", REFUSED);

  private final Secrets secrets;
  private final Supplier<Instant> now;

  public SignatureCheck(Secrets secrets, Supplier<Instant> now) {
    this.secrets = secrets;
    this.now = now;
  }

  /** What becomes of a signature. */
  public sealed interface Verdict {
    /** It is right: whoever sent the request has the key's secret. */
    record Genuine(String accessKey, String region) implements Verdict {}

    /** There is none. */
    record Unsigned() implements Verdict {}

    /** The key's secret is not known, so that nobody can tell. */
    record UnknownKey(String accessKey, String region) implements Verdict {}

    /** It is wrong. */
    record Wrong(ErrorShape shape, String message) implements Verdict {}

    /** What a service answers that takes signed requests only; null for one that is genuine. */
    default @Nullable ServiceRefusal refusal() {
      return switch (this) {
        case Genuine _ -> null;
        case Unsigned _ -> new ServiceRefusal(MISSING, "Missing Authentication Token");
        case UnknownKey _ -> new ServiceRefusal(UNKNOWN, INVALID_TOKEN);
        case Wrong wrong -> new ServiceRefusal(wrong.shape(), wrong.message());
      };
    }
  }

  /**
   * @param service whose signing name the credential must be scoped to
   */
  public Verdict verify(SignedRequest request, String service) {
    try {
      var claim = SignatureClaim.of(request);
      return claim.isPresent() ? verify(request, claim.get(), service) : new Verdict.Unsigned();
    } catch (SignatureClaim.Incomplete incomplete) {
      return new Verdict.Wrong(INCOMPLETE, incomplete.text());
    }
  }

  private Verdict verify(SignedRequest request, SignatureClaim claim, String service) {
    if (!claim.service().equals(service)) {
      return wrong("Credential should be scoped to correct service: '%s'.".formatted(service));
    }
    if (!claim.timestamp().startsWith(claim.day())) {
      return wrong(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s'".formatted(claim.day(), claim.timestamp().substring(0, 8)));
    }
    var untimely = untimely(claim);
    if (!untimely.isEmpty()) {
      return wrong(untimely);
    }
    if (!claim.headers().contains("host")) {
      return wrong("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if (Secrets.isSession(claim.accessKey())
        && !Secrets.tokenOfSession(claim.accessKey()).equals(claim.token())) {
      return new Verdict.Wrong(UNKNOWN, INVALID_TOKEN);
    }
    if (secrets.end(claim.accessKey()).filter(end -> end.isBefore(now.get())).isPresent()) {
      return new Verdict.Wrong(
          EXPIRED_TOKEN, "The security token included in the request is expired");
    }
    var secret = secrets.of(claim.accessKey());
    if (secret.isEmpty()) {
      return new Verdict.UnknownKey(claim.accessKey(), claim.region());
    }
    return matches(request, claim, secret.get())
        ? new Verdict.Genuine(claim.accessKey(), claim.region())
        : wrong(
            "The request signature we calculated does not match the signature you provided. Check"
                + " your AWS Secret Access Key and signing method. Consult the service"
                + " documentation for details.");
  }

  /** Why it is too late or too early; empty when it is neither. */
  private String untimely(SignatureClaim claim) {
    var present = now.get();
    var life = claim.life() == null ? SKEW : claim.life();
    var oldest = present.minus(life);
    var newest = present.plus(SKEW);
    if (claim.at().isBefore(oldest)) {
      return "Signature expired: %s is now earlier than %s (%s - %s.)"
          .formatted(claim.timestamp(), text(oldest), text(present), minutes(life));
    }
    return claim.at().isAfter(newest)
        ? "Signature not yet current: %s is still later than %s (%s + %s.)"
            .formatted(claim.timestamp(), text(newest), text(present), minutes(SKEW))
        : "";
  }

  private static boolean matches(SignedRequest request, SignatureClaim claim, String secret) {
    var canonical = request.canonical(claim.headers());
    var toSign =
        String.join(
            "\n",
            SignatureClaim.ALGORITHM,
            claim.timestamp(),
            claim.scope(),
            Hashes.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (var part : claim.scope().split("/", -1)) {
      key = Hashes.hmac(key, part);
    }
    var signature = HexFormat.of().formatHex(Hashes.hmac(key, toSign));
    return MessageDigest.isEqual(
        signature.getBytes(StandardCharsets.UTF_8),
        claim.signature().getBytes(StandardCharsets.UTF_8));
  }

  private static Verdict wrong(String message) {
    return new Verdict.Wrong(WRONG, message);
  }

  private static ErrorShape shape(String queryCode) {
    return new ErrorShape(queryCode + "Exception", queryCode, REFUSED);
  }

  private static String text(Instant instant) {
    return SignatureClaim.TIMESTAMP.format(instant);
  }

  private static String minutes(Duration duration) {
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " sec";
  }
}
