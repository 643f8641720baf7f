package io.latticeoperator.translate;

import io.latticeoperator.model.Owner;
import io.latticeoperator.policy.Principal;
import java.time.Instant;
import java.util.Map;

/**
 * What Kubernetes says of one LatticeNetwork.
 *
 * @param roles ARNs of the roles of those service accounts that its policy names and that have one
 */
public record NetworkFacts(
    Owner owner,
    String uid,
    long generation,
    Instant createdAt,
    boolean deleting,
    NetworkSpec spec,
    Map<Principal.ServiceAccount, String> roles)
    implements Facts {
  public NetworkFacts {
    roles = Map.copyOf(roles);
  }

  /** What exports and administrators call the service network: its name, or the reference. */
  public String network() {
    var reference = spec.network().reference();
    var name = spec.network().name();
    if (reference != null) {
      return reference;
    }
    return name != null ? name : owner.name();
  }
}
