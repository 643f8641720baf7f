package io.latticeoperator.simulator.acm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A certificate.
 *
 * @param names the domain names, the first one being the certificate's own
 * @param keyAlgorithm as in the service model, such as {@code RSA_2048}
 * @param validity from when to when it is good; null for one that is only being issued
 * @param imported what was read from the certificate; null for one of Amazon's
 * @param issuedAt when Amazon issues it, or it was imported
 */
record Certificate(
    String arn,
    List<String> names,
    String keyAlgorithm,
    @Nullable Validity validity,
    @Nullable Subject imported,
    SortedMap<String, String> tags,
    Instant createdAt,
    Instant issuedAt) {
  /** Amazon's certificates are good for 395 days. */
  private static final Duration LIFE = Duration.ofDays(395);

  /** From when to when. */
  record Validity(Instant from, Instant until) {}

  /** What a certificate says of itself. */
  record Subject(String name, String issuer, String serial, String signatureAlgorithm) {}

  /** As in the service model. */
  enum Status {
    PENDING_VALIDATION,
    ISSUED,
    EXPIRED
  }

  Certificate {
    names = List.copyOf(names);
    tags = new TreeMap<>(tags);
  }

  Status status(Instant now) {
    if (now.isBefore(issuedAt)) {
      return Status.PENDING_VALIDATION;
    }
    return now.isAfter(valid().until()) ? Status.EXPIRED : Status.ISSUED;
  }

  /** From when to when it is good, once it has been issued. */
  Validity valid() {
    return validity == null ? new Validity(issuedAt, issuedAt.plus(LIFE)) : validity;
  }

  boolean isImported() {
    return imported != null;
  }

  Certificate tagged(SortedMap<String, String> changed) {
    return new Certificate(
        arn, names, keyAlgorithm, validity, imported, changed, createdAt, issuedAt);
  }

  /** Whether one of its names is a domain name, or a wildcard for it. */
  boolean isFor(String domainName) {
    var parent = domainName.substring(domainName.indexOf('.') + 1);
    return names.contains(domainName) || names.contains("*." + parent);
  }
}
