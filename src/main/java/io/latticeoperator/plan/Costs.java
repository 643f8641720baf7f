package io.latticeoperator.plan;

import io.latticeoperator.model.AccessLog;
import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.Dashboard;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.ResourceShare;
import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.ShareAcceptance;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.VpcAssociation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan adds to AWS's bill each month, and what it takes off it: for things that cost while
 * they are there. What depends on use (requests, GB, log lines) is not in it.
 *
 * @param added how many units of each price come
 * @param removed how many go
 */
public record Costs(Map<Price, Integer> added, Map<Price, Integer> removed) {
  public Costs {
    added = copy(added);
    removed = copy(removed);
  }

  /** Of one plan: of what can be done now. */
  public static Costs of(Plan plan) {
    return of(List.of(plan));
  }

  /** Of several plans together, such as all waves of a dry run. */
  public static Costs of(Collection<Plan> plans) {
    var added = new EnumMap<Price, Integer>(Price.class);
    var removed = new EnumMap<Price, Integer>(Price.class);
    for (var plan : plans) {
      for (var change : plan.changes()) {
        switch (change) {
          case Change.Create create -> count(create.node(), added);
          case Change.Delete delete -> count(delete.node(), removed);
          case Change.Update _,
              Change.Tag _,
              Change.Untag _,
              Change.Register _,
              Change.Deregister _ -> {}
        }
      }
    }
    return new Costs(added, removed);
  }

  private static void count(Node node, Map<Price, Integer> counts) {
    priceOf(node).ifPresent(price -> counts.merge(price, units(node), Integer::sum));
  }

  /** An alarm on a calculation costs for each metric in it. */
  private static int units(Node node) {
    return node instanceof Alarm alarm && alarm.watched() instanceof Alarm.Expression calculation
        ? (int) calculation.queries().stream().filter(query -> query.statistic() != null).count()
        : 1;
  }

  /** The price of a thing that costs while it is there. */
  public static Optional<Price> priceOf(Node node) {
    return switch (node) {
      case LatticeService _ -> Optional.of(Price.SERVICE_HOUR);
      case Dashboard _ -> Optional.of(Price.DASHBOARD);
      case Alarm _ -> Optional.of(Price.ALARM_METRIC);
      case TargetGroup _,
          Listener _,
          ServiceAssociation _,
          ServiceNetwork _,
          VpcAssociation _,
          Policy _,
          AccessLog _,
          LogGroup _,
          ResourceShare _,
          ShareAcceptance _,
          SecurityGroupRule _ ->
          Optional.empty();
    };
  }

  /** USD a month that come, less those that go; negative when more goes. */
  public BigDecimal monthly() {
    return sum(added).subtract(sum(removed));
  }

  /**
   * For people, one line: {@code about +$21.25 a month (us-east-1, list prices of 2026-09): +1
   * service, +1 dashboard; traffic and logs come on top}. Empty when nothing that costs comes or
   * goes.
   */
  public Optional<String> text() {
    var parts = new ArrayList<String>();
    added.forEach((price, count) -> parts.add("+" + things(price, count)));
    removed.forEach((price, count) -> parts.add("-" + things(price, count)));
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "about %s a month (%s, list prices of %s): %s; traffic and logs come on top",
            usd(monthly()),
            Price.REGION,
            Price.READ,
            String.join(", ", parts)));
  }

  private static String usd(BigDecimal amount) {
    var sign = amount.signum() < 0 ? "-" : "+";
    return sign + "$" + amount.abs().setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static String things(Price price, int count) {
    var thing =
        switch (price) {
          case SERVICE_HOUR -> "service";
          case DASHBOARD -> "dashboard";
          case ALARM_METRIC -> "alarm metric";
          case PROCESSED_GB,
              MILLION_REQUESTS,
              CUSTOM_METRIC,
              THOUSAND_METRIC_CALLS,
              LOGGED_GB,
              KEPT_LOG_GB ->
              throw new IllegalArgumentException("nothing that is planned costs by " + price);
        };
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private static BigDecimal sum(Map<Price, Integer> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey().monthly().multiply(BigDecimal.valueOf(e.getValue())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Map<Price, Integer> copy(Map<Price, Integer> counts) {
    var copy = new EnumMap<Price, Integer>(Price.class);
    copy.putAll(counts);
    return Collections.unmodifiableMap(copy);
  }
}
