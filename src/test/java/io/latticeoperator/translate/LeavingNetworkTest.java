package io.latticeoperator.translate;

import static io.latticeoperator.translate.NetworkFixture.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.latticeoperator.model.LatticeState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeavingNetworkTest {
  private static Surroundings around(boolean complete) {
    return new Surroundings(Map.of(), null, Map.of(), List.of(), complete);
  }

  @Test
  void nothingIsTakenAwayBeforeItIsKnownThatNoExportUsesIt() {
    var leaving = network().deleting().facts();
    assertNull(NetworkFixture.translate(leaving, around(false)).desired());
    assertEquals(LatticeState.EMPTY, NetworkFixture.translate(leaving, around(true)).desired());
  }
}
