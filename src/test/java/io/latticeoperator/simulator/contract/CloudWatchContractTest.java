package io.latticeoperator.simulator.contract;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class CloudWatchContractTest {
  @Nested
  class OnSimulator extends CloudWatchContract {
    OnSimulator() {
      super(Aws.SIMULATOR);
    }
  }

  @Nested
  @Tag("localstack")
  class OnLocalStack extends CloudWatchContract {
    OnLocalStack() {
      super(Aws.LOCALSTACK);
    }
  }

  @Nested
  @Tag("aws-account")
  class OnAws extends CloudWatchContract {
    OnAws() {
      super(Aws.REAL);
    }
  }
}
