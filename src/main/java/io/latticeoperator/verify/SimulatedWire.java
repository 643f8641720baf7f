package io.latticeoperator.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;

/** The simulator as it would be with some settings, in virtual time. */
public final class SimulatedWire implements Wire {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String REGION = "us-east-1";

  private final Caller caller;
  private final LatticeSimulator lattice;

  private SimulatedWire(Caller caller, LatticeSimulator lattice) {
    this.caller = caller;
    this.lattice = lattice;
  }

  /**
   * A simulator of its own.
   *
   * @param cidr that the VPC has, such that it holds the addresses to be registered
   */
  public static Verification.Side side(Settings settings, String vpcId, String cidr) {
    var timeline = new VirtualTimeline(Instant.EPOCH);
    var vpcs = World.of(Vpc.of(vpcId, settings.account(), REGION, cidr));
    var lattice = new LatticeSimulator(timeline, settings, vpcs, HealthProbe.alwaysHealthy(), 1);
    var caller = new Caller(settings.account(), REGION, "verify-aws");
    return new Verification.Side(new SimulatedWire(caller, lattice), Pause.virtual(timeline), POLL);
  }

  @Override
  public Outcome call(String operation, ObjectNode input) {
    return switch (lattice.call(new Call(caller, operation, input))) {
      case Answer.Ok ok -> new Outcome.Done(ok.output());
      case Answer.Refusal refusal ->
          new Outcome.Refused(refusal.status(), refusal.code().wireName(), refusal.message());
      case Answer.Lost _ -> throw new IllegalStateException("no faults were asked for");
    };
  }
}
