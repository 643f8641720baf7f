package io.latticeoperator.verify;

import java.util.List;
import java.util.Map;

/** Registering, draining, and what counts as in use. */
final class TargetProbes {
  private TargetProbes() {}

  static List<Probe> all() {
    return List.of(
        Probe.choice(
                "deregistering an unknown target is unsuccessful",
                "deregisterUnknownFails",
                TargetProbes::deregisterUnknown)
            .withTargets(),
        Probe.choice(
                "registering a DRAINING target makes it active again",
                "registerRevivesDraining",
                TargetProbes::revive)
            .withTargets(),
        new Probe("a target is DRAINING for", "draining", true, TargetProbes::draining),
        Probe.choice(
                "a group that is named with weight 0 is in use",
                "weightZeroIsInUse",
                TargetProbes::weightZero)
            .withTargets());
  }

  private static String deregisterUnknown(Lab lab) {
    var output = lab.ok("DeregisterTargets", target(lab, lab.group()));
    return String.valueOf(!output.path("unsuccessful").isEmpty());
  }

  private static String revive(Lab lab) {
    var group = usedGroup(lab);
    drain(lab, group);
    var again = lab.ok("RegisterTargets", target(lab, group));
    boolean revived =
        again.path("unsuccessful").isEmpty() && !status(lab, group).equals("DRAINING");
    return String.valueOf(revived);
  }

  private static String draining(Lab lab) {
    var group = usedGroup(lab);
    drain(lab, group);
    return Measured.text(lab.until("the target is gone", () -> status(lab, group).isEmpty()));
  }

  private static String weightZero(Lab lab) {
    var service = lab.service();
    var idle = lab.group();
    var busy = lab.group();
    lab.listener(service, 80, Probes.forward(Map.of(idle, 0, busy, 1)));
    lab.associate(lab.network(), service);
    register(lab, busy);
    register(lab, idle);
    lab.until("the busy group is in use", () -> isInUse(lab, busy));
    return String.valueOf(isInUse(lab, idle));
  }

  /** A group with a target, which the listener of a service in a network forwards to. */
  private static String usedGroup(Lab lab) {
    var service = lab.service();
    var group = lab.group();
    lab.listener(service, 80, Probes.forward(group));
    lab.associate(lab.network(), service);
    register(lab, group);
    lab.until("the target is in use", () -> isInUse(lab, group));
    return group;
  }

  private static void register(Lab lab, String group) {
    var output = lab.ok("RegisterTargets", target(lab, group));
    if (!output.path("unsuccessful").isEmpty()) {
      throw new Probe.Unanswered("cannot register: " + output.path("unsuccessful"));
    }
  }

  private static void drain(Lab lab, String group) {
    lab.ok("DeregisterTargets", target(lab, group));
    var status = status(lab, group);
    if (!status.equals("DRAINING")) {
      throw new Probe.Unanswered("the target is '%s', not DRAINING".formatted(status));
    }
  }

  private static boolean isInUse(Lab lab, String group) {
    var status = status(lab, group);
    return !status.isEmpty() && !status.equals("UNUSED") && !status.equals("INITIAL");
  }

  private static String status(Lab lab, String group) {
    return lab.targetStatus(group, address(lab));
  }

  private static String address(Lab lab) {
    return lab.site().addresses().getFirst();
  }

  private static Map<String, ?> target(Lab lab, String group) {
    return Map.of(
        "targetGroupIdentifier", group, "targets", List.of(Map.of("id", address(lab), "port", 80)));
  }
}
