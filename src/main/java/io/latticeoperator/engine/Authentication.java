package io.latticeoperator.engine;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ServiceNetwork;
import java.util.TreeMap;

/** Whether callers are asked to sign, while it is not settled by which policy they are judged. */
final class Authentication {
  private Authentication() {}

  /**
   * The desired state in which nothing that exists becomes AWS_IAM: by the policy that happens to
   * be there, or without one, others could call than are meant to. What is made anew is AWS_IAM
   * from the start, for there is nobody yet to be locked out; what is to be NONE becomes it.
   */
  static LatticeState held(LatticeState desired, LatticeState observed) {
    var held = new TreeMap<Key, Resource>(desired.resources());
    held.replaceAll(
        (key, resource) ->
            observed.get(key) == null ? resource : Resource.desired(held(resource.node())));
    return new LatticeState(held);
  }

  private static Node held(Node node) {
    return switch (node) {
      case ServiceNetwork network when network.auth() == AuthType.AWS_IAM -> network.withAuth(null);
      case LatticeService service when service.auth() == AuthType.AWS_IAM ->
          new LatticeService(service.name(), null);
      default -> node;
    };
  }
}
