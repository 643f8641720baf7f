package io.latticeoperator.control;

import io.latticeoperator.engine.Report;
import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.ExportFacts;

/** What the control loop tells Kubernetes. Called on the loop's thread: must not block. */
public interface Outbox {
  /** The report of an export or a network has changed. */
  void report(Report report);

  /** Something was done or refused that deserves an event. */
  void event(Owner owner, EventType type, String reason, String message);

  /**
   * A removal is held: make one live list of the Service's Pods and hand it to {@link
   * ControlLoop#evidence}.
   */
  void evidenceWanted(ExportFacts facts);

  /** Type of a Kubernetes event. */
  enum EventType {
    NORMAL,
    WARNING
  }
}
