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
        choice(
            "a client token used again with other members is a conflict",
            "tokenReuseConflicts",
            AnswerProbes::token),
        choice(
            "a client token creates anew once its resource is gone",
            "tokenEndsWithResource",
            AnswerProbes::tokenAfterDelete),
        question("a second service network of a name is", AnswerProbes::sameName),
        question("a well-formed identifier that is unknown is", AnswerProbes::unknown),
        choice(
            "associations cannot be listed without a filter",
            "associationListsNeedFilter",
            AnswerProbes::unfiltered),
        question("the auth policy of a service that has none is", AnswerProbes::noPolicy),
        choice(
            "an auth policy can be deleted under AWS_IAM",
            "authPolicyEndsUnderIam",
            AnswerProbes::deletePolicy),
        choice("services have an idle timeout", "newerModel", AnswerProbes::idleTimeout),
        question("an update of one member of a health check keeps the others", AnswerProbes::merge),
        question("a target group that is being created can be used", AnswerProbes::beingCreated));
  }

  private static Probe choice(String fact, String choice, Probe.Question question) {
    return new Probe(fact, "choices." + choice, false, question);
  }

  private static Probe question(String fact, Probe.Question question) {
    return new Probe(fact, null, false, question);
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
    var service = lab.service();
    var input =
        Map.of(
            "serviceIdentifier",
            service,
            "name",
            lab.freshName(),
            "protocol",
            "HTTP",
            "port",
            80,
            "defaultAction",
            Probes.forward(lab.createGroup()));
    return lab.verdict("CreateListener", input);
  }
}
