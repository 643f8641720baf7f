package io.latticeoperator.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parts of docs/costs.md that are worked out from the prices. */
final class CostsPage {
  private CostsPage() {}

  /**
   * One way of using it, for a month.
   *
   * @param busy services with more than 300,000 requests in an hour
   * @param busyRequests thousands of requests to each of these in an hour
   */
  private record Use(
      String name,
      int services,
      int gigabytes,
      int busy,
      int busyRequests,
      int dashboards,
      int alarmMetrics,
      int customMetrics,
      int loggedMillions) {}

  private static final List<Use> USES =
      List.of(
          new Use("Small", 5, 100, 0, 0, 1, 6, 0, 0),
          new Use("Medium", 50, 2_000, 0, 0, 1, 6, 30, 100),
          new Use("Large", 500, 50_000, 10, 1_000, 3, 18, 90, 2_000));

  private static final int FREE_THOUSANDS = 300;
  private static final int MINUTES_A_MONTH = 60 * Price.HOURS_A_MONTH;

  static String prices() {
    var table = new StringBuilder("| USD | For each |\n|---|---|\n");
    for (var price : Price.values()) {
      table.append(
          "| %s | %s ([page](%s)) |\n"
              .formatted(price.usd().toPlainString(), price.unit(), price.page()));
    }
    return table.toString();
  }

  static String uses() {
    var text = new StringBuilder();
    for (var use : USES) {
      text.append(table(use)).append('\n');
    }
    return text.toString();
  }

  /** A line of a bill. */
  private record Line(String what, String arithmetic, BigDecimal usd) {}

  private static String table(Use use) {
    var lines = new ArrayList<Line>();
    lines.add(
        new Line(
            number(use.services) + " services",
            "%s × %d h × $%s"
                .formatted(number(use.services), Price.HOURS_A_MONTH, Price.SERVICE_HOUR.usd()),
            Price.SERVICE_HOUR.times((long) use.services * Price.HOURS_A_MONTH)));
    lines.add(line(use.gigabytes, "GB through them", Price.PROCESSED_GB));
    lines.add(requests(use));
    lines.add(line(use.dashboards, "dashboards", Price.DASHBOARD));
    lines.add(line(use.alarmMetrics, "metrics of alarms", Price.ALARM_METRIC));
    if (use.customMetrics > 0) {
      lines.add(line(use.customMetrics, "metrics of ours", Price.CUSTOM_METRIC));
      lines.add(
          new Line(
              "publishing them once a minute",
              "%s calls ÷ 1,000 × $%s"
                  .formatted(number(MINUTES_A_MONTH), Price.THOUSAND_METRIC_CALLS.usd()),
              Price.THOUSAND_METRIC_CALLS
                  .times(MINUTES_A_MONTH)
                  .divide(BigDecimal.valueOf(1000), 2, RoundingMode.HALF_UP)));
    }
    if (use.loggedMillions > 0) {
      lines.add(
          line(
              use.loggedMillions,
              "GB of access logs: %s million requests of 1 KB a line"
                  .formatted(number(use.loggedMillions)),
              Price.LOGGED_GB));
    }
    return written(use, lines);
  }

  private static String written(Use use, List<Line> lines) {
    var text =
        new StringBuilder("**%s**\n\n| | | USD a month |\n|---|---|---|\n".formatted(use.name));
    var total = BigDecimal.ZERO;
    for (var line : lines) {
      text.append("| %s | %s | %s |\n".formatted(line.what(), line.arithmetic(), usd(line.usd())));
      total = total.add(line.usd().setScale(2, RoundingMode.HALF_UP));
    }
    return text.append("| | | **%s** |\n".formatted(usd(total))).toString();
  }

  private static Line line(int units, String what, Price price) {
    var name = units == 1 && what.endsWith("s") ? what.substring(0, what.length() - 1) : what;
    return new Line(
        number(units) + " " + name,
        "%s × $%s".formatted(number(units), price.usd()),
        price.times(units));
  }

  private static Line requests(Use use) {
    if (use.busy == 0) {
      return new Line("requests", "none of them has more than 300,000 in an hour", BigDecimal.ZERO);
    }
    int beyond = use.busyRequests - FREE_THOUSANDS;
    long thousands = (long) use.busy * beyond * Price.HOURS_A_MONTH;
    return new Line(
        "requests: %s of them have %s,000 in an hour"
            .formatted(number(use.busy), number(use.busyRequests)),
        "%s × %s,000 × %d h ÷ 1,000,000 × $%s"
            .formatted(
                number(use.busy),
                number(beyond),
                Price.HOURS_A_MONTH,
                Price.MILLION_REQUESTS.usd()),
        Price.MILLION_REQUESTS
            .times(thousands)
            .divide(BigDecimal.valueOf(1000), 2, RoundingMode.HALF_UP));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String usd(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
  }
}
