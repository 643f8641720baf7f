package io.latticeoperator.simulator.contract;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class LogsContractTest {
  @Nested
  class OnSimulator extends LogsContract {
    OnSimulator() {
      super(Aws.SIMULATOR);
    }
  }

  @Nested
  @Tag("localstack")
  class OnLocalStack extends LogsContract {
    OnLocalStack() {
      super(Aws.LOCALSTACK);
    }
  }

  @Nested
  @Tag("aws-account")
  class OnAws extends LogsContract {
    OnAws() {
      super(Aws.REAL);
    }
  }
}
