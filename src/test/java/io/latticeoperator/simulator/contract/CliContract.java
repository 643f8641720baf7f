package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Test;

/** CloudWatch and CloudWatch Logs by the stock aws CLI. */
abstract class CliContract extends StockContract {
  CliContract(Aws aws) {
    super(aws);
  }

  @Test
  void metricsAndDashboardsArePutAndRead() {
    account.assumeNot(Aws.LOCALSTACK, "it does not speak the protocol of the aws CLI");
    stock.aws("cloudwatch put-metric-data --namespace Shop --metric-name Carts --value 3");
    assertEquals(
        "Carts",
        stock.aws("cloudwatch list-metrics --namespace Shop --query Metrics[].MetricName"));
    refused("ResourceNotFound", "cloudwatch get-dashboard --dashboard-name none");
    stock.aws("cloudwatch put-dashboard --dashboard-name a --dashboard-body {\"widgets\":[]}");
    assertEquals(
        "{\"widgets\":[]}",
        stock.aws("cloudwatch get-dashboard --dashboard-name a --query DashboardBody"));
  }

  @Test
  void logsAreWrittenAndRead() {
    stock.aws("logs create-log-group --log-group-name /shop --tags team=a");
    stock.aws("logs put-retention-policy --log-group-name /shop --retention-in-days 7");
    refused("ResourceAlreadyExistsException", "logs create-log-group --log-group-name /shop");
    stock.aws("logs create-log-stream --log-group-name /shop --log-stream-name one");
    stock.aws(
        "logs put-log-events --log-group-name /shop --log-stream-name one --log-events"
            + " timestamp=%d,message=hello".formatted(System.currentTimeMillis()));
    assertEquals(
        "hello",
        stock.aws(
            "logs get-log-events --log-group-name /shop --log-stream-name one"
                + " --query events[].message"));
    assertEquals(
        "one",
        stock.aws(
            "logs filter-log-events --log-group-name /shop --filter-pattern hell"
                + " --query events[].logStreamName"));
  }

  @Test
  void aRetentionThatIsNotOnTheListIsRefused() {
    account.assumeNot(Aws.LOCALSTACK, "it takes any number of days");
    stock.aws("logs create-log-group --log-group-name /shop");
    refused(
        "InvalidParameterException",
        "logs put-retention-policy --log-group-name /shop --retention-in-days 8");
  }

  private void refused(String error, String command) {
    var told = stock.awsRefuses(command);
    assertTrue(told.contains("(" + error + ") when calling the "), told);
  }
}
