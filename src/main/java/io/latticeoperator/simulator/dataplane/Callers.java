package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.aws.Authorizer;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.SignatureCheck;
import io.latticeoperator.simulator.aws.SignatureCheck.Verdict;
import io.latticeoperator.simulator.aws.SignedRequest;
import io.latticeoperator.simulator.iam.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the simulated AWS knows of those who send requests: who they are by their signatures, and
 * what their own policies let them do. As long as nobody has given a secret, a signature by an
 * unknown key is believed.
 *
 * @param now for the age of signatures
 */
public record Callers(Accounts accounts, Authorizer ownPolicies, Supplier<Instant> now) {
  private static final String NOBODYS = "000000000000";

  /** Those of an environment. */
  public static Callers of(Environment environment) {
    return new Callers(
        environment.accounts(), environment.authorizer(), environment.timeline()::now);
  }

  /** Those of whom nothing is known. */
  public static Callers unknown(Supplier<Instant> now) {
    return new Callers(new Accounts(NOBODYS), Authorizer.EVERYTHING, now);
  }

  /** Who somebody is. */
  sealed interface Authenticated {
    /** Nobody in particular: the request is not signed. */
    record Anonymous() implements Authenticated {}

    /** The owner of an access key. */
    record Known(Caller caller, Principal principal, String arn) implements Authenticated {}

    /** Somebody whose signature is wrong. */
    record Impostor(String message) implements Authenticated {}
  }

  /** Asks the signature; bodies are never covered (user guide, "sigv4-authenticated-requests"). */
  Authenticated authenticate(RequestHead head) {
    if (!isSigned(head)) {
      return new Authenticated.Anonymous();
    }
    var headers = new HashMap<String, String>();
    head.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
    headers.putIfAbsent("host", head.host());
    var request =
        new SignedRequest(
            head.method(),
            head.path(),
            head.query(),
            headers,
            () -> SignedRequest.UNSIGNED_PAYLOAD);
    var verdict =
        new SignatureCheck(accounts.secrets(), now).verify(request, Authorization.SIGNING_NAME);
    return switch (verdict) {
      case Verdict.Genuine genuine -> known(genuine.accessKey(), genuine.region());
      case Verdict.UnknownKey unknown when !accounts.secrets().areGiven() ->
          known(unknown.accessKey(), unknown.region());
      case Verdict.UnknownKey _ ->
          new Authenticated.Impostor("The security token included in the request is invalid.");
      case Verdict.Wrong wrong -> new Authenticated.Impostor(wrong.message());
      case Verdict.Unsigned _ -> new Authenticated.Anonymous();
    };
  }

  /** Why a caller's own policies do not let it do that; empty when they do. */
  Optional<String> refusal(Caller caller, Access access) {
    return ownPolicies.refusal(caller, access);
  }

  static boolean isSigned(RequestHead head) {
    return head.headers().containsKey("authorization") || head.query().contains("X-Amz-Algorithm=");
  }

  private Authenticated known(String accessKey, String region) {
    var identity = accounts.identity(accessKey);
    return new Authenticated.Known(
        new Caller(identity.account(), region, accessKey), Principal.of(identity), identity.arn());
  }
}
