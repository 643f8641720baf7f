package io.latticeoperator.simulator.contract;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("aws-cli")
class Ec2ContractTest {
  @Nested
  class OnSimulator extends Ec2Contract {
    OnSimulator() {
      super(Aws.SIMULATOR);
    }
  }

  @Nested
  @Tag("localstack")
  class OnLocalStack extends Ec2Contract {
    OnLocalStack() {
      super(Aws.LOCALSTACK);
    }
  }

  @Nested
  @Tag("aws-account")
  class OnAws extends Ec2Contract {
    OnAws() {
      super(Aws.REAL);
    }
  }
}
