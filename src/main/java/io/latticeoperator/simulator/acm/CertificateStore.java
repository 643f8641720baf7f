package io.latticeoperator.simulator.acm;

import io.latticeoperator.simulator.aws.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** All certificates of all accounts. Safe for any thread. */
final class CertificateStore {
  private static final Pattern ARN =
      Pattern.compile("arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*");

  private final Random random;
  private final TreeMap<String, Certificate> byArn = new TreeMap<>();
  private final Map<String, String> tokens = new HashMap<>();

  CertificateStore(long seed) {
    random = new Random(seed);
  }

  synchronized String nextId() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  synchronized void put(Certificate certificate) {
    byArn.put(certificate.arn(), certificate);
  }

  synchronized void remove(Certificate certificate) {
    byArn.remove(certificate.arn());
  }

  synchronized void clear() {
    byArn.clear();
    tokens.clear();
  }

  synchronized List<Certificate> all() {
    return List.copyOf(byArn.values());
  }

  /** In place of all that are there; earlier requests' tokens are forgotten. */
  synchronized void restore(List<Certificate> certificates) {
    clear();
    certificates.forEach(this::put);
  }

  synchronized Optional<Certificate> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  synchronized List<Certificate> of(Caller caller) {
    var mine = ":%s:%s:".formatted(caller.region(), caller.account());
    return byArn.values().stream().filter(each -> each.arn().contains(mine)).toList();
  }

  Certificate require(Caller caller, String arn) {
    if (!ARN.matcher(arn).matches()) {
      throw Errors.of(Errors.INVALID_ARN, "Invalid ARN: %s", arn);
    }
    return of(caller).stream()
        .filter(certificate -> certificate.arn().equals(arn))
        .findFirst()
        .orElseThrow(
            () ->
                Errors.of(
                    Errors.NOT_FOUND,
                    "Could not find certificate %s in account %s.",
                    arn,
                    caller.account()));
  }

  /** The certificate that an earlier request with the same token was answered with. */
  synchronized Optional<Certificate> earlier(String token) {
    return Optional.ofNullable(tokens.get(token)).flatMap(this::find);
  }

  synchronized void remember(String token, Certificate certificate) {
    tokens.put(token, certificate.arn());
  }
}
