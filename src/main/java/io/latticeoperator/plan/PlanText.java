package io.latticeoperator.plan;

import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import java.util.List;
import java.util.Locale;
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
      case Change.Tag c -> "~ tag " + c.key().role() + " " + c.tags() + because(c);
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
