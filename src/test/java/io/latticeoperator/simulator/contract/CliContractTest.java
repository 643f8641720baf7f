package io.latticeoperator.simulator.contract;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("aws-cli")
class CliContractTest {
  @Nested
  class OnSimulator extends CliContract {
    OnSimulator() {
      super(Aws.SIMULATOR);
    }
  }

  @Nested
  @Tag("localstack")
  class OnLocalStack extends CliContract {
    OnLocalStack() {
      super(Aws.LOCALSTACK);
    }
  }
}
