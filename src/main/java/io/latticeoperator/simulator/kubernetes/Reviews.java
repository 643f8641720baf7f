package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import io.latticeoperator.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Questions that a client asks by creating an object which nobody stores: who it is, and what it
 * may do. The answer is everything: nobody proves here who he is.
 */
final class Reviews {
  private static final String ISSUER = "https://kubernetes.default.svc";
  private static final long SHORTEST = 600;
  private static final long USUAL = 3600;

  private final Store store;

  Reviews(Store store) {
    this.store = store;
  }

  /** The answer; empty when the request asks nothing of the kind. */
  Optional<Reply> answer(ResourcePath path, Call call) {
    if (!call.method().equals("POST")) {
      return Optional.empty();
    }
    return switch (path.group() + "/" + path.plural() + "/" + path.subresource()) {
      case "authorization.k8s.io/selfsubjectaccessreviews/" -> Optional.of(access(call.object()));
      case "authentication.k8s.io/selfsubjectreviews/" -> Optional.of(self());
      case "/serviceaccounts/token" -> Optional.of(token(path, call.object()));
      default -> Optional.empty();
    };
  }

  private static Reply access(ObjectNode review) {
    var spec = review.path("spec");
    if (spec.has("resourceAttributes") == spec.has("nonResourceAttributes")) {
      var fault =
          FieldFault.invalidValue(
              "spec.resourceAttributes",
              "null",
              "exactly one of nonResourceAttributes or resourceAttributes must be specified");
      throw new ApiFault(
          422,
          "Invalid",
          ".authorization.k8s.io \"\" is invalid: %s: %s".formatted(fault.field(), fault.message()),
          new ApiFault.Subject("authorization.k8s.io", "", ""),
          List.of(fault));
    }
    var answer = begun("authorization.k8s.io/v1", "SelfSubjectAccessReview");
    answer.set("spec", spec);
    answer.putObject("status").put("allowed", true);
    return created(answer);
  }

  private static Reply self() {
    var answer = begun("authentication.k8s.io/v1", "SelfSubjectReview");
    var user = answer.putObject("status").putObject("userInfo").put("username", "admin");
    user.putArray("groups").add("system:masters").add("system:authenticated");
    return created(answer);
  }

  private Reply token(ResourcePath path, ObjectNode request) {
    var account =
        store
            .get(Kinds.SERVICE_ACCOUNT, path.namespace(), path.name())
            .orElseThrow(() -> Faults.notFound(Kinds.SERVICE_ACCOUNT, path.name()));
    long seconds = Json.at(request, "spec", "expirationSeconds").asLong(USUAL);
    if (seconds < SHORTEST) {
      var fault =
          FieldFault.invalidValue(
              "spec.expirationSeconds",
              Long.toString(seconds),
              "may not specify a duration less than 10 minutes");
      throw new ApiFault(
          422,
          "Invalid",
          "TokenRequest.authentication.k8s.io \"\" is invalid: %s: %s"
              .formatted(fault.field(), fault.message()),
          new ApiFault.Subject("authentication.k8s.io", "TokenRequest", ""),
          List.of(fault));
    }
    var answer = begun("authentication.k8s.io/v1", "TokenRequest");
    Json.metadata(answer).put("name", path.name()).put("namespace", path.namespace());
    var spec = answer.putObject("spec").put("expirationSeconds", seconds);
    var audiences = spec.putArray("audiences");
    var asked = Json.strings(Json.at(request, "spec", "audiences"));
    (asked.isEmpty() ? List.of(ISSUER) : asked).forEach(audiences::add);
    var now = now(store.timeline());
    answer
        .putObject("status")
        .put("token", unsigned(account, spec, now.getEpochSecond()))
        .put("expirationTimestamp", now.plusSeconds(seconds).toString());
    return created(answer);
  }

  /** A web token with the claims of a real one, which nobody signed. */
  private static String unsigned(ObjectNode account, ObjectNode spec, long now) {
    var claims = Json.object();
    claims.set("aud", spec.path("audiences"));
    claims.put("iss", ISSUER).put("iat", now).put("nbf", now);
    claims.put("exp", now + spec.path("expirationSeconds").asLong());
    claims.put(
        "sub",
        "system:serviceaccount:%s:%s".formatted(Json.namespace(account), Json.name(account)));
    return encoded(Json.object().put("alg", "none").put("typ", "JWT"))
        + "."
        + encoded(claims)
        + ".";
  }

  private static String encoded(ObjectNode part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part.toString().getBytes(UTF_8));
  }

  private static Instant now(Clock clock) {
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static ObjectNode begun(String apiVersion, String kind) {
    var object = Json.object().put("kind", kind).put("apiVersion", apiVersion);
    object.putObject("metadata");
    return object;
  }

  private static Reply created(ObjectNode body) {
    return new Reply.Document(201, Reply.JSON, body, List.of());
  }
}
