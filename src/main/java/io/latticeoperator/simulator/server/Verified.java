package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.ForwardingService;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.SignatureCheck;
import io.latticeoperator.simulator.aws.SignedRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A service that takes only what is rightly signed, but for calls whose input proves who calls. */
final class Verified implements ForwardingService {
  private static final Set<String> UNSIGNED =
      Set.of("sts AssumeRoleWithWebIdentity", "sts AssumeRoleWithSAML");

  private final AwsService service;
  private final SignatureCheck check;

  Verified(AwsService service, SignatureCheck check) {
    this.service = service;
    this.check = check;
  }

  @Override
  public AwsService service() {
    return service;
  }

  @Override
  public void serve(HttpCall call, Consumer<Reply> reply) {
    var refusal = refusal(call);
    if (refusal.isPresent()) {
      reply.accept(refused(call, refusal.get()));
    } else {
      service.serve(call, reply);
    }
  }

  private Optional<ServiceRefusal> refusal(HttpCall call) {
    var verdict = check.verify(SignedRequest.of(call), signingName());
    boolean excused =
        verdict instanceof SignatureCheck.Verdict.Unsigned
            && UNSIGNED.contains(signingName() + " " + operation(call));
    return excused ? Optional.empty() : Optional.ofNullable(verdict.refusal());
  }

  /** EC2 has one answer to everything that is wrong with credentials; others tell it apart. */
  private Reply refused(HttpCall call, ServiceRefusal refusal) {
    var shape = refusal.shape();
    if (signingName().equals("ec2")) {
      var message = "AWS was not able to validate the provided access credentials";
      return refused(call, "AuthFailure", 401, message);
    }
    var code = isQuery(call) ? shape.queryCode() : shape.name();
    return refused(call, code, shape.status(), refusal.text());
  }

  private static boolean isQuery(HttpCall call) {
    var type = call.header("content-type");
    return call.rawQuery().contains("Action=")
        || (type != null && type.startsWith("application/x-www-form-urlencoded"));
  }
}
