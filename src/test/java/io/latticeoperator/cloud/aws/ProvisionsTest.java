package io.latticeoperator.cloud.aws;

import io.latticeoperator.aws.Aws;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class ProvisionsTest {
  @Nested
  class OnSimulator extends ProvisionsContract {
    OnSimulator() {
      super(Aws.SIMULATOR);
    }
  }

  @Nested
  @Tag("localstack")
  class OnLocalStack extends ProvisionsContract {
    OnLocalStack() {
      super(Aws.LOCALSTACK);
    }
  }

  @Nested
  @Tag("aws-account")
  class OnAws extends ProvisionsContract {
    OnAws() {
      super(Aws.REAL);
    }
  }
}
