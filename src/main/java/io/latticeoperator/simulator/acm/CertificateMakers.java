package io.latticeoperator.simulator.acm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.time.Clock;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The operations that bring certificates in. */
final class CertificateMakers {
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])");
  private static final Pattern TOKEN = Pattern.compile("\\w{1,32}");
  private static final List<String> ALGORITHMS =
      List.of("RSA_2048", "EC_prime256v1", "EC_secp384r1");
  private static final int LONGEST_NAME = 253;
  private static final int MOST_NAMES = 100;
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_PEM = 65_536;

  private final CertificateStore store;
  private final Clock clock;
  private final Duration issuing;

  CertificateMakers(CertificateStore store, Clock clock, Duration issuing) {
    this.store = store;
    this.clock = clock;
    this.issuing = issuing;
  }

  ObjectNode request(ServiceCall call) {
    var input = Errors.input(call);
    var names = new ArrayList<String>();
    names.add(input.required("DomainName", LONGEST_NAME));
    input.texts("SubjectAlternativeNames", MOST_NAMES).stream()
        .filter(name -> !names.contains(name))
        .forEach(names::add);
    for (var name : names) {
      if (!DOMAIN.matcher(name).matches()) {
        throw Errors.of(
            Errors.VALIDATION,
            "1 validation error detected: Value '%s' at 'domainName' failed to satisfy"
                + " constraint: Member must satisfy regular expression pattern: %s",
            name,
            DOMAIN);
      }
    }
    input.oneOf("ValidationMethod", List.of("EMAIL", "DNS", "HTTP"));
    var algorithm = input.oneOf("KeyAlgorithm", ALGORITHMS).orElse("RSA_2048");
    var token = input.text("IdempotencyToken");
    if (token.filter(text -> !TOKEN.matcher(text).matches()).isPresent()) {
      throw Errors.of(Errors.VALIDATION, "Invalid IdempotencyToken");
    }
    var key = token.map(text -> call.caller().account() + " " + text + " " + names);
    var earlier = key.flatMap(store::earlier);
    if (earlier.isPresent()) {
      return answer(earlier.get());
    }
    var now = clock.now();
    var certificate =
        new Certificate(
            Place.of(call.caller()).arn("acm", "certificate/" + store.nextId()),
            names,
            algorithm,
            null,
            null,
            tags(input),
            now,
            now.plus(issuing));
    store.put(certificate);
    key.ifPresent(text -> store.remember(text, certificate));
    return answer(certificate);
  }

  /** With the ARN of an imported one, that one is replaced. */
  ObjectNode importOne(ServiceCall call) {
    var input = Errors.input(call);
    var replaced = input.text("CertificateArn").map(arn -> store.require(call.caller(), arn));
    if (replaced.filter(certificate -> !certificate.isImported()).isPresent()) {
      throw Errors.of(Errors.INVALID, "Only imported certificates can be imported again");
    }
    var key = new String(decoded(input, "PrivateKey"), StandardCharsets.US_ASCII);
    if (!key.contains("PRIVATE KEY-----")) {
      throw Errors.of(Errors.VALIDATION, "The private key is not supported.");
    }
    var arn =
        replaced
            .map(Certificate::arn)
            .orElseGet(() -> Place.of(call.caller()).arn("acm", "certificate/" + store.nextId()));
    try {
      var read = Pem.certificate(decoded(input, "Certificate"));
      var tags = replaced.map(Certificate::tags).orElseGet(() -> tags(input));
      var certificate = imported(arn, read, tags);
      store.put(certificate);
      return answer(certificate);
    } catch (IllegalArgumentException unreadable) {
      throw Errors.of(
          Errors.VALIDATION,
          "The certificate field contains more than one certificate, or is not valid PEM.");
    }
  }

  private Certificate imported(String arn, X509Certificate read, SortedMap<String, String> tags) {
    var now = clock.now();
    return new Certificate(
        arn,
        Pem.names(read),
        Pem.keyAlgorithm(read),
        new Certificate.Validity(read.getNotBefore().toInstant(), read.getNotAfter().toInstant()),
        new Certificate.Subject(
            read.getSubjectX500Principal().getName(),
            read.getIssuerX500Principal().getName(),
            read.getSerialNumber().toString(16),
            read.getSigAlgName()),
        tags,
        now,
        now);
  }

  private static byte[] decoded(Input input, String member) {
    try {
      return Base64.getDecoder().decode(input.required(member, LONGEST_PEM));
    } catch (IllegalArgumentException notBase64) {
      throw Errors.of(Errors.VALIDATION, "%s is not a blob", member);
    }
  }

  static SortedMap<String, String> tags(Input input) {
    var tags = new TreeMap<String, String>();
    for (var tag : input.structures("Tags", MOST_TAGS)) {
      var key = tag.required("Key", 128);
      if (key.regionMatches(true, 0, "aws:", 0, "aws:".length())) {
        throw Errors.of(Errors.INVALID_TAG, "Tag keys must not start with aws:");
      }
      tags.put(key, tag.text("Value").orElse(""));
    }
    return tags;
  }

  private static ObjectNode answer(Certificate certificate) {
    return Acm.object().put("CertificateArn", certificate.arn());
  }
}
