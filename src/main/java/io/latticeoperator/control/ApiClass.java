package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.plan.Change;

/** Families of calls that AWS is taken to throttle apart from each other. */
public enum ApiClass {
  READ,
  WRITE,
  /** RegisterTargets and DeregisterTargets. */
  TARGETS,
  /** Whatever other services than VPC Lattice are asked or told. */
  ELSEWHERE;

  static ApiClass of(Change change) {
    return switch (change) {
      case Change.Register r -> TARGETS;
      case Change.Deregister d -> TARGETS;
      case Change.Create c -> written(c.node().kind());
      case Change.Update u -> written(u.to().kind());
      case Change.Delete d -> written(d.node().kind());
      case Change.Tag t -> written(t.node().kind());
      case Change.Untag u -> written(u.node().kind());
    };
  }

  static ApiClass of(Read read) {
    return ofLattice(read.kind()) ? READ : ELSEWHERE;
  }

  private static ApiClass written(Kind kind) {
    return ofLattice(kind) ? WRITE : ELSEWHERE;
  }

  private static boolean ofLattice(Kind kind) {
    return switch (kind) {
      case SERVICE_NETWORK,
          SERVICE,
          TARGET_GROUP,
          LISTENER,
          SERVICE_ASSOCIATION,
          VPC_ASSOCIATION,
          AUTH_POLICY,
          RESOURCE_POLICY,
          ACCESS_LOG ->
          true;
      case LOG_GROUP,
          RESOURCE_SHARE,
          SHARE_ACCEPTANCE,
          SECURITY_GROUP,
          SECURITY_GROUP_RULE,
          PREFIX_LIST,
          DASHBOARD,
          ALARM ->
          false;
    };
  }
}
