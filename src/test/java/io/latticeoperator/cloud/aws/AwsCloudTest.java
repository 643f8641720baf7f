package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.CloudContract;
import io.latticeoperator.cloud.Stage;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.simulator.server.AwsServices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's cloud keeps the contract, over real HTTP: one server and one client for all tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCloudTest implements CloudContract {
  private final List<SdkAutoCloseable> open = new ArrayList<>();
  private final Stage stage = new Stage(this::connect);

  private AwsCloud connect(AwsServices services, Caller caller) {
    var server = AwsServer.start(services, 0);
    var clients =
        AwsClients.at(
            server.endpoint(),
            caller.region(),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(caller.accessKey(), "secret")),
            Timeouts.STANDARD,
            "lattice-operator/test");
    open.add(clients::close);
    open.add(server::close);
    return new AwsCloud(clients);
  }

  @AfterAll
  void close() {
    open.forEach(SdkAutoCloseable::close);
  }

  @Override
  public Stage stage() {
    return stage;
  }
}
