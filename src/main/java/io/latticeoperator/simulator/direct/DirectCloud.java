package io.latticeoperator.simulator.direct;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.server.AwsServices;

/**
 * The simulated AWS as one caller sees it. Every call has its effect and its answer at once; faults
 * that VPC Lattice's simulator has been told to inject are answered as AWS's would be.
 */
public final class DirectCloud implements Cloud {
  private final Services services;
  private final Caller caller;

  public DirectCloud(AwsServices services, Caller caller) {
    this.services = Services.of(services);
    this.caller = caller;
  }

  @Override
  public Receipt apply(Change change) {
    var calls = new Calls(services, caller);
    Receipt.Outcome outcome;
    try {
      outcome = new Writer(calls).write(change);
    } catch (CallFailed failed) {
      outcome = new Receipt.Failed(calls.ofChange(failed.fault()));
    }
    return new Receipt(change, outcome, calls.made());
  }

  @Override
  public Reading read(Read read) {
    var calls = new Calls(services, caller);
    Result result;
    try {
      result = new Reader(calls).read(read);
    } catch (CallFailed failed) {
      result = new Result.Failed(failed.fault());
    }
    return new Reading(read, result, calls.made());
  }
}
