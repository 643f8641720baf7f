package io.latticeoperator.control;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cloud whose bugs cost one answer, never the slot: an exception, which the contract does not
 * know, would otherwise leave its target group or resource in flight for good.
 */
final class ContainedCloud implements Cloud {
  private static final Logger LOG = LoggerFactory.getLogger(ContainedCloud.class);

  private final Cloud cloud;

  ContainedCloud(Cloud cloud) {
    this.cloud = cloud;
  }

  @Override
  public Receipt apply(Change change) {
    try {
      return cloud.apply(change);
    } catch (RuntimeException bug) {
      LOG.error("a bug in writing {}", change, bug);
      return new Receipt(change, new Receipt.Failed(fault(bug)), 1);
    }
  }

  @Override
  public Reading read(Read read) {
    try {
      return cloud.read(read);
    } catch (RuntimeException bug) {
      LOG.error("a bug in reading {}", read, bug);
      return new Reading(read, new Result.Failed(fault(bug)), 1);
    }
  }

  private static Fault fault(RuntimeException bug) {
    return Fault.of(Fault.Kind.LOST_ANSWER, "a bug of the operator: " + bug);
  }
}
