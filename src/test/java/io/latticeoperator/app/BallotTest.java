package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.control.Mandate;
import io.latticeoperator.control.Office;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The only replica leads as soon as it can. */
class BallotTest {
  private final Ballot ballot = new Ballot.Unopposed(() -> Instant.EPOCH, Duration.ofSeconds(15));
  private final List<Boolean> readyAtTheBeginning = new ArrayList<>();

  /** Notes whether the ballot counts as ready before the term has begun. */
  private final class Noting implements Office {
    @Override
    public void begin(Mandate mandate) {
      readyAtTheBeginning.add(ballot.component().ready());
    }

    @Override
    public void end(Consumer<Boolean> ended) {
      ended.accept(true);
    }

    @Override
    public boolean inUse() {
      return false;
    }
  }

  @Test
  void theOnlyReplicaIsReadyOnceItsTermHasBegun() {
    assertFalse(ballot.component().ready());
    assertFalse(ballot.mayWrite());
    ballot.open(new Noting());
    assertTrue(ballot.component().ready());
    assertTrue(ballot.mayWrite());
    assertTrue(readyAtTheBeginning.equals(List.of(false)), readyAtTheBeginning::toString);
    ballot.close();
  }
}
