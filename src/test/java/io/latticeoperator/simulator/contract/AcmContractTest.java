package io.latticeoperator.simulator.contract;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("aws-cli")
class AcmContractTest {
  @Nested
  class OnSimulator extends AcmContract {
    OnSimulator() {
      super(Aws.SIMULATOR);
    }
  }

  @Nested
  @Tag("localstack")
  class OnLocalStack extends AcmContract {
    OnLocalStack() {
      super(Aws.LOCALSTACK);
    }
  }
}
