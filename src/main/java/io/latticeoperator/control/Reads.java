package io.latticeoperator.control;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.control.Budget.Slot;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control loop's readings of AWS. For the timeline's thread. */
final class Reads {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final Timeline timeline;
  private final Budget budget;
  private final Cloud cloud;
  private final Caller caller;
  private final Mirror mirror;
  private final Observer observer;
  private final Consumer<Owner> schedule;
  private boolean stopped;

  /**
   * @param schedule to be told of owners of whom something was read
   */
  Reads(
      Timeline timeline,
      Budget budget,
      Cloud cloud,
      Caller caller,
      Mirror mirror,
      Observer observer,
      Consumer<Owner> schedule) {
    this.timeline = timeline;
    this.budget = budget;
    this.cloud = cloud;
    this.caller = caller;
    this.mirror = mirror;
    this.observer = observer;
    this.schedule = schedule;
  }

  /**
   * Asks for a slot; a reading that waits for one already is asked for once.
   *
   * @param acquainted whether something of the owner has been read before
   */
  void request(Owner owner, Mirror.Due due, boolean acquainted) {
    budget.request(
        new Slot(
            due.read().toString(),
            ApiClass.of(due.read()),
            due.lane(),
            owner.namespace(),
            acquainted,
            () -> granted(due)));
  }

  /** Nothing is read any more, and answers that still come are not looked at. */
  void stop() {
    stopped = true;
  }

  private void granted(Mirror.Due due) {
    if (stopped || mirror.log().flying(due.read())) {
      budget.unused(ApiClass.of(due.read()));
      return;
    }
    var ticket = mirror.begun(due.read(), timeline.now());
    caller.call(() -> cloud.read(due.read()), reading -> answered(ticket, due.lane(), reading));
  }

  private void answered(Mirror.Ticket ticket, Lane lane, Reading reading) {
    if (stopped) {
      return;
    }
    var api = ApiClass.of(reading.read());
    observer.read(api, lane, reading, Duration.between(ticket.begun(), timeline.now()));
    if (reading.result() instanceof Result.Failed failed) {
      budget.failed(api, failed.fault(), reading.calls());
      LOG.warn(
          "reading {} failed: reason={}: {}",
          reading.read(),
          failed.fault().kind().reason(),
          failed.fault().message());
    } else {
      budget.succeeded(api, reading.calls());
    }
    mirror.ended(ticket, reading, timeline.now()).forEach(schedule);
  }
}
