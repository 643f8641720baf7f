package io.latticeoperator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Listeners, rules and weights. */
final class RuleProbes {
  private RuleProbes() {}

  static List<Probe> all() {
    return List.of(
        question("the omitted weight of a single group comes back as", RuleProbes::omittedWeight),
        question("a rule with priority 2000 is", RuleProbes::highPriority),
        question("weights that are all 0 are", RuleProbes::zeroWeights),
        question("a fixed response with status 200 is", RuleProbes::fixedResponse),
        question("the default rule is listed with a priority", RuleProbes::defaultRule),
        question("a second listener on a port is", RuleProbes::samePort),
        question("a second rule with a priority is", RuleProbes::samePriority),
        question("UpdateRule without a match keeps the match", RuleProbes::updateKeeps));
  }

  private static Probe question(String fact, Probe.Question question) {
    return new Probe(fact, null, false, question);
  }

  private static String omittedWeight(Lab lab) {
    var service = lab.service();
    var listener = lab.listener(service, 80, Probes.forward(lab.group()));
    return lab.ok("GetListener", ids(service, listener))
        .at("/defaultAction/forward/targetGroups/0/weight")
        .asText("absent");
  }

  private static String highPriority(Lab lab) {
    var service = lab.service();
    var listener = lab.listener(service, 80, Probes.fixed(404));
    return lab.verdict("CreateRule", rule(lab, service, listener, 2000));
  }

  private static String zeroWeights(Lab lab) {
    var service = lab.service();
    var one = lab.group();
    var other = lab.group();
    var action = Probes.forward(Map.of(one, 0, other, 0));
    return lab.verdict("CreateListener", listener(lab, service, action));
  }

  private static String fixedResponse(Lab lab) {
    return lab.verdict("CreateListener", listener(lab, lab.service(), Probes.fixed(200)));
  }

  private static String defaultRule(Lab lab) {
    var service = lab.service();
    var listener = lab.listener(service, 80, Probes.fixed(404));
    lab.until("a rule is listed", () -> !rules(lab, service, listener).isEmpty());
    return String.valueOf(rules(lab, service, listener).path(0).hasNonNull("priority"));
  }

  private static JsonNode rules(Lab lab, String service, String listener) {
    return lab.ok("ListRules", ids(service, listener)).path("items");
  }

  private static String samePort(Lab lab) {
    var service = lab.service();
    lab.listener(service, 80, Probes.fixed(404));
    return lab.verdict("CreateListener", listener(lab, service, Probes.fixed(404)));
  }

  private static String samePriority(Lab lab) {
    var service = lab.service();
    var listener = lab.listener(service, 80, Probes.fixed(404));
    lab.ok("CreateRule", rule(lab, service, listener, 10));
    return lab.verdict("CreateRule", rule(lab, service, listener, 10));
  }

  private static String updateKeeps(Lab lab) {
    var service = lab.service();
    var listener = lab.listener(service, 80, Probes.fixed(404));
    var rule = lab.ok("CreateRule", rule(lab, service, listener, 10)).get("id").asText();
    var update = new LinkedHashMap<String, Object>(ids(service, listener));
    update.put("ruleIdentifier", rule);
    update.put("priority", 11);
    lab.ok("UpdateRule", update);
    update.remove("priority");
    var match = lab.ok("GetRule", update).path("match");
    return String.valueOf(match.at("/httpMatch/pathMatch/match/prefix").asText().equals("/probe"));
  }

  private static Map<String, Object> ids(String service, String listener) {
    return Map.of("serviceIdentifier", service, "listenerIdentifier", listener);
  }

  private static Map<String, ?> listener(Lab lab, String service, Map<String, ?> action) {
    return Map.of(
        "serviceIdentifier",
        service,
        "name",
        lab.freshName(),
        "protocol",
        "HTTP",
        "port",
        80,
        "defaultAction",
        action);
  }

  private static Map<String, ?> rule(Lab lab, String service, String listener, int priority) {
    var path = Map.of("pathMatch", Map.of("match", Map.of("prefix", "/probe")));
    return Map.of(
        "serviceIdentifier",
        service,
        "listenerIdentifier",
        listener,
        "name",
        lab.freshName(),
        "priority",
        priority,
        "match",
        Map.of("httpMatch", path),
        "action",
        Probes.fixed(404));
  }
}
