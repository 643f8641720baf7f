package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Permit;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt;
import software.amazon.awssdk.core.exception.SdkException;

/** VPC Lattice, and what belongs to it, through the AWS SDK. For any number of threads. */
public final class AwsCloud implements Cloud {
  private final Apis apis;
  private final Permit permit;

  /**
   * One that always may write.
   *
   * @param clients stay the caller's to close
   */
  public AwsCloud(AwsClients clients) {
    this(clients, Permit.ALWAYS);
  }

  /**
   * @param clients stay the caller's to close
   * @param permit asked right before each request of a change is sent
   */
  public AwsCloud(AwsClients clients, Permit permit) {
    this.apis = clients;
    this.permit = permit;
  }

  @Override
  public Receipt apply(Change change) {
    var calls = new Calls();
    var outcome = FencedHttp.under(permit, () -> outcome(change, calls));
    return new Receipt(change, outcome, calls.made());
  }

  private Receipt.Outcome outcome(Change change, Calls calls) {
    try {
      return new Writer(apis, calls).write(change);
    } catch (SdkException failure) {
      return new Receipt.Failed(calls.ofChange(Faults.of(failure)));
    } catch (Faulted failure) {
      return new Receipt.Failed(calls.ofChange(failure.fault()));
    }
  }

  @Override
  public Reading read(Read read) {
    var calls = new Calls();
    var result = result(read, calls);
    return new Reading(read, result, calls.made());
  }

  private Result result(Read read, Calls calls) {
    try {
      return new Reader(apis, calls).read(read);
    } catch (SdkException failure) {
      return new Result.Failed(Faults.of(failure));
    } catch (Faulted failure) {
      return new Result.Failed(failure.fault());
    }
  }
}
