package io.latticeoperator.cloud;

import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt;

/**
 * VPC Lattice, narrowed to what the operator needs. Both methods block until AWS has answered,
 * retry nothing, and never throw for anything that AWS or the network does: that is a {@link
 * io.latticeoperator.plan.Fault}.
 */
public interface Cloud {
  /**
   * Makes one write.
   *
   * <p>Deleting what is gone is done, not a fault. Register and Deregister may be done in part:
   * what AWS refused is in the receipt. When no answer came, or a 5xx, the fault is LOST_ANSWER,
   * whatever may have happened; so it is, with AWS's words, when a change takes several calls and
   * one of them had its effect before another failed: there is something to be read.
   *
   * <p>A create never overwrites: what is there already is a CONFLICT. A fault of kind DENIED names
   * the IAM action that was missing.
   */
  Receipt apply(Change change);

  /** Makes one reading, which may take several calls (pages, or a resource with its tags). */
  Reading read(Read read);
}
