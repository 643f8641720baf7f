package io.latticeoperator.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.AwsSurroundings;
import java.time.Instant;

/**
 * The ordinary operator with its ordinary rights, which follows no annotations of Services: objects
 * that are deleted do not come again.
 */
public final class RemovingOperator implements AutoCloseable {
  private final Telemetry telemetry;
  private final Operator operator;

  private RemovingOperator(Telemetry telemetry, Operator operator) {
    this.telemetry = telemetry;
    this.operator = operator;
  }

  /**
   * Returns once it is at work.
   *
   * @param client stays the caller's to close
   * @throws MissingPrerequisite when cluster or AWS cannot be used as configured
   */
  public static RemovingOperator start(Access access, RunConfig config, KubernetesClient client)
      throws MissingPrerequisite, InterruptedException {
    var aws = access.aws();
    var telemetry = new Telemetry(ClusterConnection.product(), Instant.now());
    boolean started = false;
    try {
      var removing = start(config.forRemoval(), client, aws, telemetry);
      started = true;
      return removing;
    } finally {
      if (!started) {
        telemetry.close();
        aws.close();
      }
    }
  }

  private static RemovingOperator start(
      RunConfig config, KubernetesClient client, AwsClients aws, Telemetry telemetry)
      throws MissingPrerequisite, InterruptedException {
    var complete = Discovery.complete(config, new AwsSurroundings(aws));
    var id = Access.check(client, complete);
    // a failure is in the log, and whoever waits for the removal has a limit of its own
    var operator = new Operator(complete, client, aws, id, telemetry, () -> {});
    boolean started = false;
    try {
      operator.start();
      started = true;
      return new RemovingOperator(telemetry, operator);
    } finally {
      if (!started) {
        operator.close();
      }
    }
  }

  @Override
  public void close() {
    operator.close();
    telemetry.close();
  }
}
