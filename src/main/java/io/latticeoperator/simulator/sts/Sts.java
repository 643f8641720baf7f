package io.latticeoperator.simulator.sts;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Enough of STS for the SDKs to find out who they are, and to come by credentials, with a web
 * identity token too. Tokens are not verified, and roles need not have been made.
 */
public final class Sts implements EndpointService {
  /** The signing name. */
  public static final String NAME = "sts";

  private static final ErrorShape DENIED = ErrorShape.of("AccessDenied", 403);
  private static final ErrorShape VALIDATION = ErrorShape.of("ValidationError", 400);
  private static final ErrorShape BAD_TOKEN =
      new ErrorShape("InvalidIdentityTokenException", "InvalidIdentityToken", 400);
  private static final Input.Rules RULES = new Input.Rules(VALIDATION, VALIDATION);

  private static final Pattern ROLE = Pattern.compile("arn:([^:]+):iam::(\\d{12}):role/(.+)");
  private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]*");
  private static final int SHORTEST = 900;
  private static final int LONGEST = 43_200;
  private static final int USUAL = 3600;
  private static final int LONGEST_OF_USER = 129_600;
  private static final int USUAL_OF_USER = 43_200;
  private static final int LARGEST_BODY = 1024 * 1024;

  private final Accounts accounts;
  private final Clock clock;
  private final ServiceEndpoint endpoint;

  public Sts(Environment environment) {
    accounts = environment.accounts();
    clock = environment.timeline();
    endpoint =
        new ServiceEndpoint(
            new ServiceEndpoint.Traits(NAME, DENIED, LARGEST_BODY),
            environment,
            List.of(new StsProtocol()),
            Map.ofEntries(
                // Nobody can be denied these two: no policy is asked.
                entry("GetCallerIdentity", Operation.reading(call -> List.of(), this::whoIsIt)),
                entry(
                    "AssumeRoleWithWebIdentity",
                    Operation.writing(call -> List.of(), this::assumeRoleWithWebIdentity)),
                entry("AssumeRole", Operation.writing(Sts::needsRole, this::assumeRole)),
                entry("GetSessionToken", Operation.writing(call -> List.of(), this::session))));
  }

  @Override
  public ServiceEndpoint endpoint() {
    return endpoint;
  }

  /** Does nothing: credentials that were given out stay good. */
  @Override
  public void reset() {}

  private static List<Access> needsRole(ServiceCall call) {
    return List.of(
        Access.to("sts:AssumeRole", TextInput.of(call, RULES).text("RoleArn").orElse("*")));
  }

  private ObjectNode whoIsIt(ServiceCall call) {
    var identity = accounts.identity(call.caller().accessKey());
    return JsonNodeFactory.instance
        .objectNode()
        .put("Arn", identity.arn())
        .put("UserId", call.caller().accessKey())
        .put("Account", identity.account());
  }

  private ObjectNode assumeRoleWithWebIdentity(ServiceCall call) {
    var input = TextInput.of(call, RULES);
    if (input.require("WebIdentityToken").isBlank()) {
      throw new ServiceRefusal(
          BAD_TOKEN,
          "The ID Token provided is not a valid JWT. (You may see this error if you"
              + " sent an Access Token)");
    }
    return assumeRole(call);
  }

  /** What the name of a session violates. */
  private static Optional<String> unmet(String session) {
    if (session.length() < 2) {
      return Optional.of("Member must have length greater than or equal to 2");
    }
    if (session.length() > 64) {
      return Optional.of("Member must have length less than or equal to 64");
    }
    return SESSION.matcher(session).matches()
        ? Optional.empty()
        : Optional.of("Member must satisfy regular expression pattern: " + SESSION);
  }

  private ObjectNode assumeRole(ServiceCall call) {
    var input = TextInput.of(call, RULES);
    var role = ROLE.matcher(input.require("RoleArn"));
    if (!role.matches()) {
      throw refused("%s is invalid", input.require("RoleArn"));
    }
    var session = input.require("RoleSessionName");
    unmet(session)
        .ifPresent(
            constraint -> {
              throw refused(
                  "1 validation error detected: Value '%s' at 'roleSessionName' failed to satisfy"
                      + " constraint: %s",
                  session, constraint);
            });
    var duration = duration(input, USUAL, LONGEST);
    var arn =
        "arn:%s:sts::%s:assumed-role/%s/%s"
            .formatted(role.group(1), role.group(2), role.group(3), session);
    var output = JsonNodeFactory.instance.objectNode();
    output
        .putObject("AssumedRoleUser")
        .put("Arn", arn)
        .put("AssumedRoleId", "AROASIMULATED0000000:" + session);
    output.set("Credentials", credentials(role.group(2), arn, duration));
    return output;
  }

  /** For the caller as it is. */
  private ObjectNode session(ServiceCall call) {
    var duration = duration(TextInput.of(call, RULES), USUAL_OF_USER, LONGEST_OF_USER);
    var identity = accounts.identity(call.caller().accessKey());
    var output = JsonNodeFactory.instance.objectNode();
    output.set("Credentials", credentials(identity.account(), identity.arn(), duration));
    return output;
  }

  private ObjectNode credentials(String account, String arn, Duration duration) {
    var credentials = accounts.begin(account, arn, clock.now().plus(duration));
    return JsonNodeFactory.instance
        .objectNode()
        .put("AccessKeyId", credentials.accessKey())
        .put("SecretAccessKey", credentials.secret())
        .put("SessionToken", credentials.token())
        .put("Expiration", credentials.end().toString());
  }

  private static Duration duration(TextInput input, int usual, int longest) {
    int seconds = input.whole("DurationSeconds").orElse(usual);
    if (seconds < SHORTEST || seconds > longest) {
      throw refused(
          "1 validation error detected: Value '%d' at 'durationSeconds' failed to satisfy"
              + " constraint: Member must have a value from %d to %d",
          seconds, SHORTEST, longest);
    }
    return Duration.ofSeconds(seconds);
  }

  private static ServiceRefusal refused(String message, Object... arguments) {
    return new ServiceRefusal(VALIDATION, message.formatted(arguments));
  }
}
