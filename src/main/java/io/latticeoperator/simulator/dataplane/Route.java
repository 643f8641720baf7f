package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.Listener;
import io.latticeoperator.simulator.lattice.Service;
import io.latticeoperator.simulator.lattice.ServiceNetwork;
import io.latticeoperator.simulator.lattice.Target;
import io.latticeoperator.simulator.lattice.TargetGroup;
import io.latticeoperator.simulator.lattice.VpcAssociation;
import org.jspecify.annotations.Nullable;

/** What becomes of a request. */
public sealed interface Route {
  /** The way to the listener; null when no service was found. */
  @Nullable Passage passage();

  /** It goes to {@code target} of {@code group}. */
  record Forward(Passage passage, TargetGroup group, Target.Key target) implements Route {}

  /** A rule or default action answers it. */
  record Fixed(Passage passage, int status) implements Route {}

  /**
   * The data plane answers it with an error.
   *
   * @param passage null when no service was found
   */
  record Refused(int status, String reason, @Nullable Passage passage) implements Route {}

  /**
   * The way from the caller's VPC to a listener.
   *
   * @param identity who goes it, as far as auth policies have asked
   */
  record Passage(
      VpcAssociation association,
      ServiceNetwork network,
      Service service,
      Listener listener,
      AccessRecord.Identity identity) {

    /** Of somebody whom nobody has asked. */
    public Passage(
        VpcAssociation association, ServiceNetwork network, Service service, Listener listener) {
      this(association, network, service, listener, AccessRecord.Identity.UNASKED);
    }

    Passage of(AccessRecord.Identity known) {
      return new Passage(association, network, service, listener, known);
    }
  }
}
