package io.latticeoperator.cloud;

import io.latticeoperator.model.Provision;
import io.latticeoperator.plan.Fault;

/** What a create has come to where AWS answers nothing, or would overwrite what is there. */
public final class Made {
  private Made() {}

  /** AWS has accepted it and does not show it yet: to be read before anything depends on it. */
  public static Fault butNotListed(Provision provision) {
    return Fault.of(
        Fault.Kind.LOST_ANSWER,
        provision.kind().words()
            + " "
            + provision.role()
            + " is made, but AWS does not show it yet");
  }

  /** Something has its name, which to put it would overwrite: to be read, and judged. */
  public static Fault alreadyThere(Provision provision) {
    return Fault.of(
        Fault.Kind.CONFLICT,
        provision.kind().words() + " " + provision.role() + " is there already");
  }
}
