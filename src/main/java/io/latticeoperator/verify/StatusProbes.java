package io.latticeoperator.verify;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long things take. */
final class StatusProbes {
  private static final String ASSOCIATION = "serviceNetworkServiceAssociationIdentifier";

  private StatusProbes() {}

  static List<Probe> all() {
    return List.of(
        timed("a service becomes ACTIVE after", "serviceCreate", StatusProbes::serviceCreate),
        timed("a deleted service is gone after", "serviceDelete", StatusProbes::serviceDelete),
        timed(
            "a target group becomes ACTIVE after", "targetGroupCreate", StatusProbes::groupCreate),
        timed(
            "a deleted target group is gone after", "targetGroupDelete", StatusProbes::groupDelete),
        timed(
            "a service association becomes ACTIVE after",
            "serviceAssociationCreate",
            StatusProbes::associationCreate),
        timed(
            "a deleted service association is gone after",
            "serviceAssociationDelete",
            StatusProbes::associationDelete),
        new Probe("a new service network is listed after", "listLag", false, StatusProbes::listed));
  }

  private static Probe timed(String fact, String delay, Probe.Question question) {
    return new Probe(fact, "delays." + delay, false, question);
  }

  private static String serviceCreate(Lab lab) {
    var id = lab.ok("CreateService", Map.of("name", lab.freshName())).get("id").asText();
    return Measured.text(lab.untilActive("GetService", "serviceIdentifier", id));
  }

  private static String serviceDelete(Lab lab) {
    var id = lab.service();
    lab.ok("DeleteService", Map.of("serviceIdentifier", id));
    return Measured.text(lab.untilGone("GetService", "serviceIdentifier", id));
  }

  private static String groupCreate(Lab lab) {
    var id = lab.createGroup();
    return Measured.text(lab.untilActive("GetTargetGroup", "targetGroupIdentifier", id));
  }

  private static String groupDelete(Lab lab) {
    var id = lab.group();
    lab.ok("DeleteTargetGroup", Map.of("targetGroupIdentifier", id));
    return Measured.text(lab.untilGone("GetTargetGroup", "targetGroupIdentifier", id));
  }

  private static String associationCreate(Lab lab) {
    var network = lab.network();
    var service = lab.service();
    var start = lab.time().now();
    lab.associate(network, service);
    return Measured.text(Duration.between(start, lab.time().now()));
  }

  private static String associationDelete(Lab lab) {
    var id = lab.associate(lab.network(), lab.service());
    lab.ok("DeleteServiceNetworkServiceAssociation", Map.of(ASSOCIATION, id));
    return Measured.text(lab.untilGone("GetServiceNetworkServiceAssociation", ASSOCIATION, id));
  }

  private static String listed(Lab lab) {
    var id = lab.network();
    return Measured.text(lab.until("the network is listed", () -> isListed(lab, id)));
  }

  private static boolean isListed(Lab lab, String id) {
    return lab.pages("ListServiceNetworks", Map.of()).stream()
        .anyMatch(item -> item.path("id").asText().equals(id));
  }
}
