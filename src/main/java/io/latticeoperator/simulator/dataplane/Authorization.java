package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.dataplane.Callers.Authenticated;
import io.latticeoperator.simulator.iam.Decision;
import io.latticeoperator.simulator.iam.MalformedPolicy;
import io.latticeoperator.simulator.iam.Policy;
import io.latticeoperator.simulator.iam.Principal;
import io.latticeoperator.simulator.iam.RequestContext;
import io.latticeoperator.simulator.lattice.AuthType;
import io.latticeoperator.simulator.lattice.Guarded;
import io.latticeoperator.simulator.lattice.View;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests and connections may pass, by the auth policies of one view.
 *
 * <p>A service or network of type AWS_IAM lets pass what its policy allows, so nothing without one;
 * type NONE asks nothing. Network, service and, for signed requests, the caller's own policies must
 * each allow. A signed request must be signed rightly whether or not a policy asks for it.
 */
public final class Authorization {
  /** In the credential scope of requests to services. */
  public static final String SIGNING_NAME = "vpc-lattice-svcs";

  private static final String INVOKE = SIGNING_NAME + ":Invoke";
  private static final String CONNECT = SIGNING_NAME + ":Connect";
  private static final String ANONYMOUS = "Anonymous";
  private static final String UNKNOWN = "Unknown";

  private final Map<String, String> texts;
  private final Map<String, Policy> policies = new HashMap<>();
  private final Callers callers;

  Authorization(View view, Callers callers) {
    this.texts = view.authPolicies();
    this.callers = callers;
    texts.forEach((arn, text) -> parsed(text).ifPresent(policy -> policies.put(arn, policy)));
  }

  /** By the policies of a later view; most changes leave policies alone. */
  Authorization following(View view) {
    return view.authPolicies().equals(texts) ? this : new Authorization(view, callers);
  }

  /**
   * What has been decided.
   *
   * @param refusal in the words that AWS uses; null when it may pass
   */
  record Decided(AccessRecord.Identity identity, @Nullable String refusal) {
    private static final Decided UNASKED = new Decided(AccessRecord.Identity.UNASKED, null);
  }

  /** Of a request. */
  Decided invoke(RequestHead head, Route.Passage passage) {
    if (!isGuarded(passage) && !Callers.isSigned(head)) {
      return Decided.UNASKED;
    }
    return switch (callers.authenticate(head)) {
      case Authenticated.Impostor impostor ->
          new Decided(new AccessRecord.Identity(UNKNOWN, null, "Identity"), impostor.message());
      case Authenticated.Anonymous _ ->
          decide(
              new Principal.Anonymous(),
              new AccessRecord.Identity(ANONYMOUS, null, null),
              access(head, passage),
              passage);
      case Authenticated.Known known -> known(known, access(head, passage), passage);
    };
  }

  /** Of a connection that is passed through: nothing is known of who makes it. */
  Decided connect(Entrance entrance, Route.Passage passage) {
    return isGuarded(passage)
        ? decide(
            new Principal.Anonymous(),
            new AccessRecord.Identity(ANONYMOUS, null, null),
            new Access(CONNECT, passage.service().arn(), ConnectionKeys.of(entrance, passage)),
            passage)
        : Decided.UNASKED;
  }

  private Decided known(Authenticated.Known known, Access access, Route.Passage passage) {
    var identity = new AccessRecord.Identity(known.arn(), known.arn(), null);
    var decided = decide(known.principal(), identity, access, passage);
    if (decided.refusal() != null || !isGuarded(passage)) {
      return decided;
    }
    return callers
        .refusal(known.caller(), access)
        .map(refusal -> new Decided(identity.deniedBy("Identity"), refusal))
        .orElse(decided);
  }

  private Decided decide(
      Principal principal, AccessRecord.Identity identity, Access access, Route.Passage passage) {
    var context = RequestContext.of(principal, access.action(), access.resource(), access.keys());
    var user = String.valueOf(identity.user()).replace(ANONYMOUS, "anonymous");
    for (var guard :
        List.of(new Guard("Network", passage.network()), new Guard("Service", passage.service()))) {
      var because = because(guard, context);
      if (because.isPresent()) {
        return new Decided(
            identity.deniedBy(guard.name()),
            "AccessDeniedException: User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(user, access.action(), access.resource(), because.get()));
      }
    }
    return new Decided(identity, null);
  }

  /** What may have a policy, by the name that access logs give it. */
  private record Guard(String name, Guarded holder) {}

  private Optional<String> because(Guard guard, RequestContext context) {
    if (guard.holder().authType() == AuthType.NONE) {
      return Optional.empty();
    }
    var policy = policies.get(guard.holder().arn());
    var decision = policy == null ? Decision.IMPLICITLY_DENIED : policy.decide(context);
    var kind = guard.name().toLowerCase(Locale.ROOT) + "-based policy";
    return switch (decision) {
      case ALLOWED -> Optional.empty();
      case EXPLICITLY_DENIED -> Optional.of("with an explicit deny in a " + kind);
      case IMPLICITLY_DENIED ->
          Optional.of("because no %s allows the %s action".formatted(kind, context.action()));
    };
  }

  private static boolean isGuarded(Route.Passage passage) {
    return passage.network().authType() == AuthType.AWS_IAM
        || passage.service().authType() == AuthType.AWS_IAM;
  }

  private static Access access(RequestHead head, Route.Passage passage) {
    return new Access(
        INVOKE, passage.service().arn() + head.path(), ConnectionKeys.of(head, passage));
  }

  /** A policy that cannot be read allows nothing. */
  private static Optional<Policy> parsed(String text) {
    try {
      return Optional.of(Policy.parse(text, Policy.Kind.RESOURCE));
    } catch (MalformedPolicy malformed) {
      return Optional.empty();
    }
  }
}
