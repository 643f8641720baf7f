package io.latticeoperator.simulator.direct;

import io.latticeoperator.cloud.CloudContract;
import io.latticeoperator.cloud.Stage;

/** The direct cloud keeps the contract. */
class DirectCloudTest implements CloudContract {
  private final Stage stage = new Stage(DirectCloud::new);

  @Override
  public Stage stage() {
    return stage;
  }
}
