package io.latticeoperator.plan;

import io.latticeoperator.model.AccessLog;
import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.ResourceShare;
import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.ShareAcceptance;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.VpcAssociation;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A plan as people read it, one change a line: {@code +} create or register, {@code ~} change,
 * {@code -} delete or deregister, {@code .} waiting. Stable: tests compare it.
 */
public final class PlanText {
  private PlanText() {}

  /** The whole plan; "nothing to do" when it is empty. */
  public static String of(Plan plan) {
    if (plan.settled()) {
      return "nothing to do\n";
    }
    var text = new StringBuilder();
    plan.changes().forEach(change -> text.append(of(change)).append('\n'));
    plan.waiting()
        .forEach(
            w ->
                text.append(". ")
                    .append(w.why().reason())
                    .append(": ")
                    .append(w.message())
                    .append('\n'));
    return text.toString();
  }

  /** One change. */
  public static String of(Change change) {
    return switch (change) {
      case Change.Create c -> "+ create " + words(c.node()) + because(c);
      case Change.Update c -> "~ update " + words(c.to()) + because(c);
      case Change.Delete c -> "- delete " + words(c.node()) + because(c);
      case Change.Tag c -> "~ tag " + c.key().role() + " " + new TreeMap<>(c.tags()) + because(c);
      case Change.Untag c ->
          "~ untag " + c.key().role() + " " + new TreeSet<>(c.tags()) + because(c);
      case Change.Register c ->
          "+ register " + list(c.targets()) + " in " + c.key().role() + because(c);
      case Change.Deregister c ->
          "- "
              + c.removal().name().toLowerCase(Locale.ROOT)
              + " "
              + list(c.targets())
              + " from "
              + c.key().role()
              + because(c);
    };
  }

  private static String because(Change change) {
    return "  because: " + change.reason();
  }

  private static String words(Node node) {
    return node.kind().words()
        + " "
        + switch (node) {
          case LatticeService service -> service.name();
          case TargetGroup group ->
              group.name()
                  + " ("
                  + group.properties().protocol()
                  + " "
                  + group.properties().protocolVersion()
                  + " "
                  + group.properties().ipAddressType()
                  + " in "
                  + group.properties().vpcId()
                  + ", health check "
                  + check(group.healthCheck())
                  + ")";
          case Listener listener ->
              listener.protocol() + ":" + listener.port() + " -> " + listener.weights();
          case ServiceAssociation association -> association.network();
          case Provision provision -> words(provision);
        };
  }

  static String words(Provision provision) {
    return switch (provision) {
      case ServiceNetwork network ->
          network.name() + (network.auth() == null ? "" : " (auth " + network.auth() + ")");
      case VpcAssociation association ->
          association.vpcId()
              + " with "
              + association.network()
              + (association.securityGroups().isEmpty()
                  ? ""
                  : ", security groups " + association.securityGroups());
      case Policy policy -> "on " + policy.parent();
      case AccessLog log -> "of " + log.parent() + " to " + log.destination();
      case LogGroup group ->
          group.name()
              + (group.retentionDays() == null ? "" : " kept " + group.retentionDays() + " days");
      case ResourceShare share -> share.name() + " with " + share.principals();
      case ShareAcceptance acceptance -> "of account " + acceptance.account();
      case SecurityGroupRule rule ->
          "in "
              + rule.groupId()
              + ": TCP "
              + rule.fromPort()
              + (rule.fromPort() == rule.toPort() ? "" : "-" + rule.toPort())
              + " from "
              + rule.prefixListId();
      case Dashboard dashboard -> dashboard.name();
      case Alarm alarm -> alarm.name();
    };
  }

  private static String check(HealthCheck check) {
    return check.enabled() ? check + " every " + check.intervalSeconds() + " s" : "off";
  }

  private static String list(List<TargetAddress> targets) {
    if (targets.size() > 4) {
      return targets.size() + " targets";
    }
    return targets.stream().map(TargetAddress::toString).collect(Collectors.joining(", "));
  }
}
