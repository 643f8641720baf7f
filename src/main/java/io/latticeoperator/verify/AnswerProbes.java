package io.latticeoperator.verify;

import io.latticeoperator.verify.Wire.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How requests are refused, and what policies do. */
final class AnswerProbes {
  private static final String UNKNOWN = "svc-00000000000000000";
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
          + "\"Action\":\"vpc-lattice-svcs:Invoke\",\"Resource\":\"*\"}]}";

  private AnswerProbes() {}

  static List<Probe> all() {
    return List.of(
        Probe.choice(
            "a client token used again with other members is a conflict",
            "tokenReuseConflicts",
            AnswerProbes::token),
        Probe.choice(
            "a client token creates anew once its resource is gone",
            "tokenEndsWithResource",
            AnswerProbes::tokenAfterDelete),
        Probe.fixed("a second service network of a name is", AnswerProbes::sameName),
        Probe.fixed("a well-formed identifier that is unknown is", AnswerProbes::unknown),
        Probe.choice(
            "associations cannot be listed without a filter",
            "associationListsNeedFilter",
            AnswerProbes::unfiltered),
        Probe.fixed("the auth policy of a service that has none is", AnswerProbes::noPolicy),
        Probe.choice(
            "an auth policy can be deleted under AWS_IAM",
            "authPolicyEndsUnderIam",
            AnswerProbes::deletePolicy),
        Probe.choice("services have an idle timeout", "newerModel", AnswerProbes::idleTimeout),
        Probe.fixed(
            "an update of one member of a health check keeps the others", AnswerProbes::merge),
        Probe.fixed(
            "a target group that is being created can be used", AnswerProbes::beingCreated));
  }

  private static String token(Lab lab) {
    var input = new HashMap<String, Object>();
    input.put("clientToken", lab.freshName());
    input.put("name", lab.freshName());
    lab.ok("CreateServiceNetwork", input);
    input.put("name", lab.freshName());
    return String.valueOf(lab.verdict("CreateServiceNetwork", input).equals("ConflictException"));
  }

  private static String tokenAfterDelete(Lab lab) {
    var input = Map.of("clientToken", lab.freshName(), "name", lab.freshName());
    var first = lab.ok("CreateServiceNetwork", input).get("id").asText();
    lab.ok("DeleteServiceNetwork", Map.of("serviceNetworkIdentifier", first));
    var second = lab.ok("CreateServiceNetwork", input).get("id").asText();
    return String.valueOf(!second.equals(first));
  }

  private static String idleTimeout(Lab lab) {
    var input = Map.of("name", lab.freshName(), "idleTimeoutSeconds", 120);
    return switch (lab.call("CreateService", input)) {
      case Outcome.Done done ->
          String.valueOf(done.output().path("idleTimeoutSeconds").asInt() == 120);
      case Outcome.Refused _ -> "false";
    };
  }

  private static String sameName(Lab lab) {
    var name = Map.of("name", lab.freshName());
    lab.ok("CreateServiceNetwork", name);
    return lab.verdict("CreateServiceNetwork", name);
  }

  private static String unknown(Lab lab) {
    return lab.verdict("GetService", Map.of("serviceIdentifier", UNKNOWN));
  }

  private static String unfiltered(Lab lab) {
    var verdict = lab.verdict("ListServiceNetworkServiceAssociations", Map.of());
    return String.valueOf(!verdict.equals("accepted"));
  }

  private static String noPolicy(Lab lab) {
    return lab.verdict("GetAuthPolicy", Map.of("resourceIdentifier", lab.service()));
  }

  private static String deletePolicy(Lab lab) {
    var network = lab.network();
    var resource = Map.of("resourceIdentifier", network);
    lab.ok("PutAuthPolicy", Map.of("resourceIdentifier", network, "policy", POLICY));
    lab.ok(
        "UpdateServiceNetwork", Map.of("serviceNetworkIdentifier", network, "authType", "AWS_IAM"));
    return String.valueOf(lab.verdict("DeleteAuthPolicy", resource).equals("accepted"));
  }

  private static String merge(Lab lab) {
    var id = Map.of("targetGroupIdentifier", lab.group());
    update(lab, id, Map.of("enabled", true, "path", "/probe"));
    update(lab, id, Map.of("healthyThresholdCount", 7));
    var path = lab.ok("GetTargetGroup", id).at("/config/healthCheck/path").asText();
    return String.valueOf(path.equals("/probe"));
  }

  private static void update(Lab lab, Map<String, String> id, Map<String, ?> healthCheck) {
    var input = new HashMap<String, Object>(id);
    input.put("healthCheck", healthCheck);
    lab.ok("UpdateTargetGroup", input);
  }

  private static String beingCreated(Lab lab) {
    var input = lab.newListener(lab.service(), 80, Probes.forward(lab.createGroup()));
    return lab.verdict("CreateListener", input);
  }
}
