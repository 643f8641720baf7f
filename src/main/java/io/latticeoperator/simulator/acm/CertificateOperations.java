package io.latticeoperator.simulator.acm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Dependents;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.time.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** The operations on certificates that are there. */
final class CertificateOperations {
  private static final int LONGEST_ARN = 2048;
  private static final int MOST = 1000;
  private static final int MOST_TAGS = 50;
  private static final double MILLIS = 1000.0;

  /** Without a filter, lists have no other keys. */
  private static final List<String> USUAL_KEYS = List.of("RSA_1024", "RSA_2048");

  private final CertificateStore store;
  private final Clock clock;
  private final Dependents dependents;

  CertificateOperations(CertificateStore store, Clock clock, Dependents dependents) {
    this.store = store;
    this.clock = clock;
    this.dependents = dependents;
  }

  ObjectNode describe(ServiceCall call) {
    var certificate = require(call);
    var status = certificate.status(clock.now());
    var output = Acm.object();
    var detail = output.putObject("Certificate");
    summary(detail, certificate);
    var names = detail.putArray("SubjectAlternativeNames");
    certificate.names().forEach(names::add);
    var subject = certificate.imported();
    if (subject == null) {
      detail
          .put("Subject", "CN=" + certificate.names().getFirst())
          .put("Issuer", "Amazon")
          .put("SignatureAlgorithm", "SHA256WITHRSA");
      validations(detail, certificate, status);
    } else {
      detail
          .put("Subject", subject.name())
          .put("Issuer", subject.issuer())
          .put("Serial", subject.serial())
          .put("SignatureAlgorithm", subject.signatureAlgorithm());
    }
    detail.putArray("InUseBy");
    return output;
  }

  ObjectNode list(ServiceCall call) {
    var input = Errors.input(call);
    var statuses = input.texts("CertificateStatuses", MOST);
    var keys =
        input
            .structure("Includes")
            .map(includes -> includes.texts("keyTypes", MOST))
            .filter(types -> !types.isEmpty())
            .orElse(USUAL_KEYS);
    var now = clock.now();
    var found = new TreeMap<String, Certificate>();
    store.of(call.caller()).stream()
        .filter(each -> statuses.isEmpty() || statuses.contains(each.status(now).name()))
        .filter(each -> keys.contains(each.keyAlgorithm()))
        .forEach(each -> found.put(each.arn(), each));
    var page =
        Page.of(
            found,
            input.text("NextToken").orElse(null),
            input.whole("MaxItems", 1, MOST).orElse(MOST),
            () -> Errors.of(Errors.VALIDATION, "The NextToken is not valid"));
    var output = Acm.object();
    var items = output.putArray("CertificateSummaryList");
    page.items().forEach(certificate -> summary(items.addObject(), certificate));
    page.putNext(output, "NextToken");
    return output;
  }

  ObjectNode delete(ServiceCall call) {
    var certificate = require(call);
    if (dependents.use(certificate.arn())) {
      throw Errors.of(Errors.IN_USE, "Certificate %s is in use.", certificate.arn());
    }
    store.remove(certificate);
    return Acm.object();
  }

  ObjectNode tag(ServiceCall call) {
    var certificate = require(call);
    var all = new TreeMap<>(certificate.tags());
    all.putAll(CertificateMakers.tags(Errors.input(call)));
    if (all.size() > MOST_TAGS) {
      throw Errors.of(Errors.TOO_MANY_TAGS, "A certificate can have at most %d tags", MOST_TAGS);
    }
    store.put(certificate.tagged(all));
    return Acm.object();
  }

  ObjectNode listTags(ServiceCall call) {
    var output = Acm.object();
    var tags = output.putArray("Tags");
    require(call)
        .tags()
        .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    return output;
  }

  private Certificate require(ServiceCall call) {
    Input input = Errors.input(call);
    return store.require(call.caller(), input.required("CertificateArn", LONGEST_ARN));
  }

  private void summary(ObjectNode output, Certificate certificate) {
    var status = certificate.status(clock.now());
    output
        .put("CertificateArn", certificate.arn())
        .put("DomainName", certificate.names().getFirst())
        .put("Status", status.name())
        .put("Type", certificate.isImported() ? "IMPORTED" : "AMAZON_ISSUED")
        // Answers have a hyphen where the model, and with it every request, has an underscore.
        .put("KeyAlgorithm", certificate.keyAlgorithm().replace('_', '-'))
        .put("RenewalEligibility", "INELIGIBLE")
        .put("CreatedAt", time(certificate.createdAt()));
    if (status != Certificate.Status.PENDING_VALIDATION) {
      output
          .put(certificate.isImported() ? "ImportedAt" : "IssuedAt", time(certificate.issuedAt()))
          .put("NotBefore", time(certificate.valid().from()))
          .put("NotAfter", time(certificate.valid().until()));
    }
  }

  /** The records by which the owner of a domain shows that it is the owner. */
  private static void validations(
      ObjectNode detail, Certificate certificate, Certificate.Status status) {
    var validations = detail.putArray("DomainValidationOptions");
    for (var name : certificate.names()) {
      var plain = name.startsWith("*.") ? name.substring(2) : name;
      validations
          .addObject()
          .put("DomainName", name)
          .put("ValidationDomain", name)
          .put("ValidationMethod", "DNS")
          .put(
              "ValidationStatus",
              status == Certificate.Status.PENDING_VALIDATION ? status.name() : "SUCCESS")
          .putObject("ResourceRecord")
          .put("Name", "_%s.%s.".formatted(digest("name " + plain), plain))
          .put("Type", "CNAME")
          .put(
              "Value",
              "_%s.acm-validations.aws.".formatted(digest("value " + certificate.arn() + plain)));
    }
  }

  private static String digest(String text) {
    var uuid = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    return uuid.toString().replace("-", "");
  }

  private static double time(Instant instant) {
    return instant.toEpochMilli() / MILLIS;
  }
}
