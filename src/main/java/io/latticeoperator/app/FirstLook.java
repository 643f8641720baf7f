package io.latticeoperator.app;

import io.latticeoperator.control.Observer;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells when everything that was there at the beginning has been compared with AWS: with many
 * exports that takes as long as the rate of calls allows. For the control loop's thread.
 */
final class FirstLook implements Observer {
  private final Clock clock;
  private final Consumer<String> log;
  private final Set<Owner> missing = new HashSet<>();
  private int all;
  private Instant begun = Instant.EPOCH;
  private boolean told = true;

  /**
   * @param log takes a line for people
   */
  FirstLook(Clock clock, Consumer<String> log) {
    this.clock = clock;
    this.log = log;
  }

  @Override
  public void began(Collection<Owner> owners) {
    begun = clock.now();
    all = owners.size();
    missing.clear();
    missing.addAll(owners);
    told = owners.isEmpty();
  }

  @Override
  public void reported(Report report) {
    if (report.condition(Type.PROGRAMMED).status() != Truth.UNKNOWN
        && missing.remove(report.owner())
        && missing.size() == all - 1) {
      tell("the first of " + all);
    }
    if (!told && missing.isEmpty()) {
      told = true;
      tell("all " + all);
    }
  }

  /** Tells nothing: all are released when the loop stops. */
  @Override
  public void released(Owner owner) {
    missing.remove(owner);
  }

  private void tell(String which) {
    log.accept(
        "compared with AWS: %s exports and networks, after %.1f s"
            .formatted(which, Duration.between(begun, clock.now()).toMillis() / 1000.0));
  }
}
