package io.latticeoperator.simulator.contract;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("aws-cli")
class Route53ContractTest {
  @Nested
  class OnSimulator extends Route53Contract {
    OnSimulator() {
      super(Aws.SIMULATOR);
    }
  }

  @Nested
  @Tag("localstack")
  class OnLocalStack extends Route53Contract {
    OnLocalStack() {
      super(Aws.LOCALSTACK);
    }
  }
}
