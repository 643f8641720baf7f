package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;

/** VPC Lattice through the AWS SDK. For any number of threads. */
public final class AwsCloud implements Cloud {
  private final VpcLatticeClient lattice;

  /**
   * @param lattice must not retry, see {@link AwsClients}; stays the caller's to close
   */
  public AwsCloud(VpcLatticeClient lattice) {
    this.lattice = lattice;
  }

  @Override
  public Receipt apply(Change change) {
    var calls = new Calls();
    var outcome = outcome(change, calls);
    return new Receipt(change, outcome, calls.made());
  }

  private Receipt.Outcome outcome(Change change, Calls calls) {
    try {
      return new Writer(lattice, calls).write(change);
    } catch (SdkException failure) {
      return new Receipt.Failed(Faults.of(failure));
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
      return new Reader(lattice, calls).read(read);
    } catch (SdkException failure) {
      return new Result.Failed(Faults.of(failure));
    } catch (UnreadableAnswer failure) {
      return new Result.Failed(Faults.of(failure));
    }
  }
}
