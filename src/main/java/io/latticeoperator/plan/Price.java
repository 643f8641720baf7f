package io.latticeoperator.plan;

import java.math.BigDecimal;

/**
 * List prices in USD in us-east-1, without free tiers and discounts, as AWS's pages had them in
 * September 2026. Other Regions differ, and prices change: the pages count.
 */
public enum Price {
  SERVICE_HOUR("0.025", "service, for each hour or part of one", Page.LATTICE),
  PROCESSED_GB("0.025", "GB that a service takes in or gives out", Page.LATTICE),
  MILLION_REQUESTS(
      "0.10", "million requests to a service, beyond 300,000 in an hour", Page.LATTICE),
  DASHBOARD("3.00", "dashboard, for a month", Page.CLOUDWATCH),
  ALARM_METRIC("0.10", "metric that an alarm looks at, for a month", Page.CLOUDWATCH),
  CUSTOM_METRIC(
      "0.30",
      "metric of ours with its dimensions, for a month; of the first 10,000",
      Page.CLOUDWATCH),
  THOUSAND_METRIC_CALLS("0.01", "1,000 calls of PutMetricData", Page.CLOUDWATCH),
  LOGGED_GB(
      "0.50", "GB of access logs written to CloudWatch Logs; of the first 10 TB", Page.CLOUDWATCH),
  KEPT_LOG_GB("0.03", "GB of logs kept in CloudWatch Logs, for a month", Page.CLOUDWATCH);

  /** The Region that the prices are of. */
  public static final String REGION = "us-east-1";

  /** When they were read, as year and month. */
  public static final String READ = "2026-09";

  /** Hours of a month in AWS's own examples: 8,760 hours in a year, divided by 12. */
  public static final int HOURS_A_MONTH = 730;

  private final BigDecimal usd;
  private final String unit;
  private final String page;

  Price(String usd, String unit, String page) {
    this.usd = new BigDecimal(usd);
    this.unit = unit;
    this.page = page;
  }

  /** USD for one unit. */
  public BigDecimal usd() {
    return usd;
  }

  /** What one unit is, for people. */
  public String unit() {
    return unit;
  }

  /** Where AWS says what it costs today. */
  public String page() {
    return page;
  }

  /** USD for a number of units. */
  public BigDecimal times(long units) {
    return usd.multiply(BigDecimal.valueOf(units));
  }

  /** USD that one thing costs which is there for a whole month, whatever is done with it. */
  public BigDecimal monthly() {
    return this == SERVICE_HOUR ? times(HOURS_A_MONTH) : usd;
  }

  private static final class Page {
    private static final String LATTICE = "https://aws.amazon.com/vpc/lattice/pricing/";
    private static final String CLOUDWATCH = "https://aws.amazon.com/cloudwatch/pricing/";
  }
}
