package io.latticeoperator.control;

import io.latticeoperator.cloud.Reading;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Owner;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Hears what the control loop does, and only looks. Called on the loop's thread, {@link #told} on
 * any: must not block.
 */
public interface Observer {
  /** Hears nothing. */
  Observer NONE = new Observer() {};

  /** The loop was told to look at everything that is there. */
  default void began(Collection<Owner> all) {}

  /** The report of an object has changed. */
  default void reported(Report report) {}

  /**
   * A step is about to be decided for an object.
   *
   * @param complete whether everything that the decision depends on has been read, or cannot be; to
   *     be asked at once, or not at all
   */
  default void looked(Step.Input input, BooleanSupplier complete) {}

  /** A step has been decided for an object. */
  default void decided(Owner owner, Step.Decision decision) {}

  /** The object is gone, and so is everything that was known of it. */
  default void released(Owner owner) {}

  /**
   * A change was tried. One that was withheld, because another operator may lead, was not.
   *
   * @param took from the slot's being granted to the answer
   */
  default void wrote(ApiClass api, Receipt receipt, Duration took) {}

  /**
   * A reading was tried.
   *
   * @param took from the slot's being granted to the answer
   */
  default void read(ApiClass api, Lane lane, Reading reading, Duration took) {}

  /**
   * An errand was run. One that was withheld was not.
   *
   * @param fault empty when all went well
   * @param took from the slot's being granted to the answer
   */
  default void ran(Errand errand, Optional<Fault> fault, Duration took) {}

  /** One target of an export has come to where it was to be. */
  default void arrived(Owner owner, Arrival arrival, Duration after) {}

  /**
   * Which targets of an export are on their way has changed.
   *
   * @param arrival REGISTERED or DEREGISTERED
   * @param since when each of them began to wait, in any order
   */
  default void waiting(Owner owner, Arrival arrival, List<Instant> since) {}

  /** An event was published. */
  default void told(EventType type, String reason) {}

  /**
   * How well the cluster is known; every few seconds.
   *
   * @param known by kind of object: when what is cached was last known to be all there is
   */
  default void watched(Map<String, Instant> known) {}

  /** The loop is alive; every few seconds. */
  default void beat(Instant now, Budget.Load load) {}

  /** What a target has come to. */
  enum Arrival {
    /** Since the facts say that it is ready, until AWS has answered its Register. */
    REGISTERED,
    /** Since the facts say that it ends or is gone, until AWS has answered its Deregister. */
    DEREGISTERED,
    /** Since AWS has answered its Register, until a reading has shown that it is able to serve. */
    HEALTHY
  }
}
