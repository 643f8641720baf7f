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
        Probe.choice(
            "the omitted weight of a single group comes back as",
            "weightOfSingleGroup",
            RuleProbes::omittedWeight),
        Probe.choice(
            "the highest priority of a rule is", "highestPriority", RuleProbes::highestPriority),
        Probe.fixed("weights that are all 0 are", RuleProbes::zeroWeights),
        Probe.fixed("a fixed response with status 200 is", RuleProbes::fixedResponse),
        Probe.choice(
            "the default rule is listed with the priority",
            "defaultRulePriority",
            RuleProbes::defaultPriority),
        Probe.choice("the default rule has a name", "defaultRuleIsNamed", RuleProbes::defaultName),
        Probe.fixed("a second listener on a port is", RuleProbes::samePort),
        Probe.fixed("a second rule with a priority is", RuleProbes::samePriority),
        Probe.fixed("UpdateRule without a match keeps the match", RuleProbes::updateKeeps));
  }

  private static String omittedWeight(Lab lab) {
    var service = lab.service();
    var listener = lab.listener(service, 80, Probes.forward(lab.group()));
    return lab.ok("GetListener", ids(service, listener))
        .at("/defaultAction/forward/targetGroups/0/weight")
        .asText("absent");
  }

  private static String highestPriority(Lab lab) {
    var service = lab.service();
    var listener = lab.listener(service, 80, Probes.fixed(404));
    var verdict = lab.verdict("CreateRule", rule(lab, service, listener, 2000));
    return verdict.equals("accepted") ? "2000" : "100";
  }

  private static String zeroWeights(Lab lab) {
    var service = lab.service();
    var one = lab.group();
    var other = lab.group();
    var action = Probes.forward(Map.of(one, 0, other, 0));
    return lab.verdict("CreateListener", lab.newListener(service, 80, action));
  }

  private static String fixedResponse(Lab lab) {
    return lab.verdict("CreateListener", lab.newListener(lab.service(), 80, Probes.fixed(200)));
  }

  private static String defaultPriority(Lab lab) {
    return defaultRule(lab).path("priority").asText("0");
  }

  private static String defaultName(Lab lab) {
    return String.valueOf(defaultRule(lab).hasNonNull("name"));
  }

  private static JsonNode defaultRule(Lab lab) {
    var service = lab.service();
    var listener = lab.listener(service, 80, Probes.fixed(404));
    lab.until("a rule is listed", () -> !rules(lab, service, listener).isEmpty());
    return rules(lab, service, listener).path(0);
  }

  private static JsonNode rules(Lab lab, String service, String listener) {
    return lab.ok("ListRules", ids(service, listener)).path("items");
  }

  private static String samePort(Lab lab) {
    var service = lab.service();
    lab.listener(service, 80, Probes.fixed(404));
    return lab.verdict("CreateListener", lab.newListener(service, 80, Probes.fixed(404)));
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
