package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Report.Condition;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstLookTest {
  private static final Owner ONE = Owner.export("shop", "one");
  private static final Owner TWO = Owner.export("shop", "two");
  private static final Owner LATER = Owner.export("shop", "later");

  private final VirtualTimeline time = new VirtualTimeline(Instant.EPOCH);
  private final List<String> log = new ArrayList<>();
  private final FirstLook look = new FirstLook(time, log::add);

  private void reported(Owner owner, Truth programmed) {
    time.advance(Duration.ofSeconds(1));
    look.reported(report(owner, programmed));
  }

  private static Report report(Owner owner, Truth programmed) {
    return new ExportReport(
        owner,
        "uid",
        1,
        List.of(new Condition(Type.PROGRAMMED, programmed, "Reason", "")),
        ExportReport.Counts.NONE,
        null,
        null,
        List.of(),
        Map.of(),
        false);
  }

  @Test
  void theFirstAndTheLastAreToldOnce() {
    look.began(List.of(ONE, TWO));
    reported(ONE, Truth.UNKNOWN);
    reported(ONE, Truth.TRUE);
    reported(LATER, Truth.TRUE);
    reported(ONE, Truth.TRUE);
    reported(TWO, Truth.FALSE);
    reported(TWO, Truth.TRUE);
    assertEquals(
        List.of(
            "compared with AWS: the first of 2 exports and networks, after 2.0 s",
            "compared with AWS: all 2 exports and networks, after 5.0 s"),
        log);
  }

  @Test
  void whatIsGoneIsNotWaitedFor() {
    look.began(List.of(ONE, TWO));
    reported(ONE, Truth.TRUE);
    look.released(TWO);
    assertEquals(1, log.size(), "the loop may be stopping");
    reported(ONE, Truth.TRUE);
    assertEquals("compared with AWS: all 2 exports and networks, after 2.0 s", log.getLast());
  }

  @Test
  void beginningAgainCountsAgain() {
    look.began(List.of(ONE));
    reported(ONE, Truth.TRUE);
    look.began(List.of(ONE));
    reported(ONE, Truth.TRUE);
    assertEquals(4, log.size());
  }
}
