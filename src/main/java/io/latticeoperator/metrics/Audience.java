package io.latticeoperator.metrics;

import io.latticeoperator.cloud.Reading;
import io.latticeoperator.control.ApiClass;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Errand;
import io.latticeoperator.control.Lane;
import io.latticeoperator.control.Observer;
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

/** Several observers, which hear everything in this order. */
public record Audience(List<Observer> observers) implements Observer {
  public Audience {
    observers = List.copyOf(observers);
  }

  @Override
  public void began(Collection<Owner> all) {
    observers.forEach(o -> o.began(all));
  }

  @Override
  public void reported(Report report) {
    observers.forEach(o -> o.reported(report));
  }

  @Override
  public void looked(Step.Input input, BooleanSupplier complete) {
    observers.forEach(o -> o.looked(input, complete));
  }

  @Override
  public void decided(Owner owner, Step.Decision decision) {
    observers.forEach(o -> o.decided(owner, decision));
  }

  @Override
  public void released(Owner owner) {
    observers.forEach(o -> o.released(owner));
  }

  @Override
  public void wrote(ApiClass api, Receipt receipt, Duration took) {
    observers.forEach(o -> o.wrote(api, receipt, took));
  }

  @Override
  public void read(ApiClass api, Lane lane, Reading reading, Duration took) {
    observers.forEach(o -> o.read(api, lane, reading, took));
  }

  @Override
  public void ran(Errand errand, Optional<Fault> fault, Duration took) {
    observers.forEach(o -> o.ran(errand, fault, took));
  }

  @Override
  public void arrived(Owner owner, Arrival arrival, Duration after) {
    observers.forEach(o -> o.arrived(owner, arrival, after));
  }

  @Override
  public void waiting(Owner owner, Arrival arrival, List<Instant> since) {
    observers.forEach(o -> o.waiting(owner, arrival, since));
  }

  @Override
  public void told(EventType type, String reason) {
    observers.forEach(o -> o.told(type, reason));
  }

  @Override
  public void watched(Map<String, Instant> known) {
    observers.forEach(o -> o.watched(known));
  }

  @Override
  public void beat(Instant now, Budget.Load load) {
    observers.forEach(o -> o.beat(now, load));
  }
}
