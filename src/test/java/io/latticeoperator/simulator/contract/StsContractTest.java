package io.latticeoperator.simulator.contract;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("aws-cli")
class StsContractTest {
  @Nested
  class OnSimulator extends StsContract {
    OnSimulator() {
      super(Aws.SIMULATOR);
    }
  }

  @Nested
  @Tag("localstack")
  class OnLocalStack extends StsContract {
    OnLocalStack() {
      super(Aws.LOCALSTACK);
    }
  }
}
