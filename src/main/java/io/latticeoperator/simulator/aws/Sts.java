package io.latticeoperator.simulator.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Enough of STS for the SDKs to find out who they are, and to come by credentials with a web
 * identity token. Tokens are not verified.
 */
public final class Sts implements AwsService {
  /** The {@code Version} parameter of its calls. */
  public static final String VERSION = "2011-06-15";

  private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::(\\d{12}):role/(.+)");

  private final Accounts accounts;
  private final Supplier<Instant> now;

  public Sts(Environment environment) {
    this.accounts = environment.accounts();
    this.now = environment.timeline()::now;
  }

  @Override
  public String signingName() {
    return "sts";
  }

  /** A web identity token stands in for a signature. */
  @Override
  public boolean recognises(HttpCall call) {
    return call.text().contains("Version=" + VERSION);
  }

  @Override
  public void serve(HttpCall call, Consumer<Reply> reply) {
    reply.accept(call(QueryCall.of(call)).reply());
  }

  /** Does nothing: credentials that were given out stay good. */
  @Override
  public void reset() {}

  /** Answers any call, a refusal included. */
  public QueryAnswer call(QueryCall call) {
    try {
      return switch (call.action()) {
        case "GetCallerIdentity" -> callerIdentity(call);
        case "AssumeRoleWithWebIdentity" -> assumeRoleWithWebIdentity(call);
        case "AssumeRole" -> assumeRole(call);
        default ->
            throw new QueryRefusal(
                "InvalidAction", "The simulator does not have the action " + call.action());
      };
    } catch (QueryRefusal refusal) {
      var xml =
          new Xml()
              .element(
                  "ErrorResponse",
                  response ->
                      response
                          .element(
                              "Error",
                              error ->
                                  error
                                      .element("Type", "Sender")
                                      .element("Code", refusal.code())
                                      .element("Message", refusal.text()))
                          .element("RequestId", call.requestId()));
      return new QueryAnswer(400, xml.toString());
    }
  }

  private QueryAnswer callerIdentity(QueryCall call) {
    var identity = accounts.identity(call.caller().accessKey());
    return answer(
        call,
        result ->
            result
                .element("Arn", identity.arn())
                .element("UserId", call.caller().accessKey())
                .element("Account", identity.account()));
  }

  private QueryAnswer assumeRoleWithWebIdentity(QueryCall call) {
    if (call.require("WebIdentityToken").isBlank()) {
      throw new QueryRefusal("InvalidIdentityToken", "The web identity token is empty");
    }
    return assumeRole(call);
  }

  private QueryAnswer assumeRole(QueryCall call) {
    var role = ROLE.matcher(call.require("RoleArn"));
    if (!role.matches()) {
      throw new QueryRefusal("ValidationError", "RoleArn is not the ARN of a role");
    }
    var account = role.group(1);
    var session = call.require("RoleSessionName");
    var arn = "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, role.group(2), session);
    var accessKey = accounts.assume(account, arn);
    var seconds = call.parameters().getOrDefault("DurationSeconds", "3600");
    var expiration = now.get().plus(Duration.ofSeconds(Long.parseLong(seconds)));
    accounts.secrets().begin(accessKey, expiration);
    return answer(
        call,
        result ->
            result
                .element(
                    "AssumedRoleUser",
                    user ->
                        user.element("Arn", arn)
                            .element("AssumedRoleId", "AROASIMULATED:" + session))
                .element(
                    "Credentials",
                    credentials ->
                        credentials
                            .element("AccessKeyId", accessKey)
                            .element("SecretAccessKey", Secrets.ofSession(accessKey))
                            .element("SessionToken", Secrets.tokenOfSession(accessKey))
                            .element("Expiration", expiration)));
  }

  private static QueryAnswer answer(QueryCall call, Consumer<Xml> content) {
    var xml =
        new Xml()
            .element(
                call.action() + "Response",
                response ->
                    response
                        .element(call.action() + "Result", content)
                        .element(
                            "ResponseMetadata",
                            metadata -> metadata.element("RequestId", call.requestId())));
    return new QueryAnswer(200, xml.toString());
  }
}
