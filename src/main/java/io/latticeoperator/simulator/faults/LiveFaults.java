package io.latticeoperator.simulator.faults;

import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.lattice.Faults;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The plan in force in one simulated AWS; it can be exchanged at any time. Safe for any thread. */
public final class LiveFaults {
  private final LatticeSimulator simulator;
  private volatile PlannedFaults inForce;

  /** Without any fault, until a plan is put. */
  public LiveFaults(LatticeSimulator simulator) {
    this.simulator = simulator;
    this.inForce = planned(FaultPlan.NONE);
  }

  /** From now on this plan is in force, with fresh dice and counts. */
  public synchronized void put(FaultPlan plan) {
    inForce = planned(plan);
    simulator.inject(plan.rules().isEmpty() ? Faults.NONE : inForce);
  }

  /** The plan in force begins again. */
  public void restart() {
    if (!plan().rules().isEmpty()) {
      put(plan());
    }
  }

  public FaultPlan plan() {
    return inForce.plan();
  }

  /** How often each rule was asked, and took what it was asked about. */
  public List<PlannedFaults.Count> counts() {
    return inForce.counts();
  }

  /** A service other than VPC Lattice, which asks for faults itself, as the plan lets it be. */
  public AwsService impair(AwsService service) {
    return new Impaired(service, this, simulator.environment().timeline());
  }

  /** Whether the plan has a rule about any call of a service. */
  boolean isAbout(String service) {
    return plan().rules().stream()
        .anyMatch(
            rule ->
                rule instanceof FaultRule.OfCalls ofCalls
                    && ofCalls.calls().service().equals(service));
  }

  Duration latency(String service, String operation, Caller caller) {
    return inForce.latency(service, operation, caller);
  }

  Optional<CallEffect> end(String service, String operation, Caller caller) {
    return inForce.end(service, operation, caller);
  }

  private PlannedFaults planned(FaultPlan plan) {
    return new PlannedFaults(plan, simulator.environment().timeline(), simulator.journal()::next);
  }
}
