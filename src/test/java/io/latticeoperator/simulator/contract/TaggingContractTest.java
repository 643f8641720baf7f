package io.latticeoperator.simulator.contract;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("aws-cli")
class TaggingContractTest {
  @Nested
  class OnSimulator extends TaggingContract {
    OnSimulator() {
      super(Aws.SIMULATOR);
    }
  }

  @Nested
  @Tag("localstack")
  class OnLocalStack extends TaggingContract {
    OnLocalStack() {
      super(Aws.LOCALSTACK);
    }
  }
}
