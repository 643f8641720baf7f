package io.latticeoperator.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Permit;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.engine.Report;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Role;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.time.VirtualTimeline;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the fence withholds is no failure: it was never sent, so nobody counts it. */
class WithheldTest {
  private static final Fault WITHHELD = Fault.of(Fault.Kind.WITHHELD, "not sent");
  private static final Change CREATE =
      new Change.Create(
          new Key(Fixtures.PLACE, Fixtures.CHECKOUT, Role.service()),
          new LatticeService("checkout", null),
          Map.of(),
          Map.of(),
          "test");

  private final VirtualTimeline time = new VirtualTimeline(Fixtures.START);
  private final Budget budget = new Budget(time, new Budget.Rate(10, 2));
  private final Caller caller = Caller.delayed(time, Duration.ofMillis(5), Duration.ofMillis(5));
  private final List<String> heard = new ArrayList<>();
  private final Ear ear = new Ear();
  private final List<Optional<Fault>> answers =
      new ArrayList<>(List.of(Optional.of(WITHHELD), Optional.empty()));

  private final class Ear implements Observer, Outbox {
    @Override
    public void wrote(ApiClass api, Receipt receipt, Duration took) {
      heard.add(receipt.outcome() instanceof Receipt.Done ? "done" : receipt.toString());
    }

    @Override
    public void ran(Errand errand, Optional<Fault> fault, Duration took) {
      heard.add(fault.isEmpty() ? "done" : fault.toString());
    }

    @Override
    public void event(Owner owner, EventType type, String reason, String message) {
      heard.add(reason);
    }

    @Override
    public void report(Report report) {}

    @Override
    public void evidenceWanted(ExportFacts facts) {}
  }

  /** Wants one thing until it is done. */
  private final class Wish implements Writes.Owners {
    private final Writes writes =
        new Writes(time, budget, new Aws(), caller, Permit.ALWAYS, ear, ear, this);
    private boolean done;

    @Override
    public Optional<List<Change>> decide(Owner owner) {
      return Optional.of(done ? List.of() : List.of(CREATE));
    }

    @Override
    public void begun(Change change) {}

    @Override
    public void ended(Owner owner, Receipt receipt) {
      done = receipt.outcome() instanceof Receipt.Done;
    }

    @Override
    public void schedule(Owner owner) {
      if (!done) {
        writes.request(owner, List.of(CREATE));
      }
    }
  }

  private final class Aws implements Cloud {
    @Override
    public Receipt apply(Change change) {
      return answers
          .removeFirst()
          .map(fault -> new Receipt(change, new Receipt.Failed(fault), 0))
          .orElseGet(() -> new Receipt(change, new Receipt.Done(null, Map.of()), 1));
    }

    @Override
    public Reading read(Read read) {
      throw new AssertionError(read);
    }
  }

  private final class Figures implements Errand {
    @Override
    public String name() {
      return "figures";
    }

    @Override
    public Optional<Supplier<Optional<Fault>>> granted() {
      return Optional.of(answers::removeFirst);
    }

    @Override
    public void answered(Optional<Fault> fault) {}
  }

  @Test
  void aChangeIsHeardOfOnceItIsSent() {
    new Wish().schedule(Fixtures.CHECKOUT);
    time.advance(Duration.ofMillis(500));
    assertEquals(List.of(), heard);
    time.advance(Duration.ofSeconds(1));
    assertEquals(List.of("done", "Created"), heard);
  }

  @Test
  void soIsAnErrand() {
    var errands = new Errands(time, budget, caller, ear);
    errands.run(new Figures());
    time.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), heard);
    errands.run(new Figures());
    time.advance(Duration.ofSeconds(1));
    assertEquals(List.of("done"), heard);
  }
}
