package io.latticeoperator.cloud;

import org.junit.jupiter.api.BeforeEach;

/**
 * What every cloud must do: the same scripts give the same receipts and readings, and take the same
 * number of calls. To hold a cloud against it, implement {@link #stage()}.
 */
public interface CloudContract
    extends WiringContract,
        TargetsContract,
        ReadingContract,
        NetworkContract,
        VpcAssociationContract,
        PolicyContract,
        LogsContract,
        SharingContract,
        SecurityGroupContract,
        ObservabilityContract {
  @Override
  Stage stage();

  @BeforeEach
  default void beginWithAnEmptyStage() {
    stage().reset();
  }
}
