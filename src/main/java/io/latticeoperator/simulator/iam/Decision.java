package io.latticeoperator.simulator.iam;

import java.util.Collection;

/** What policies say to a request. */
public enum Decision {
  /** A statement allows it and none denies it. */
  ALLOWED,
  /** A statement denies it, whatever others allow. */
  EXPLICITLY_DENIED,
  /** No statement speaks of it. */
  IMPLICITLY_DENIED;

  /** Of policies that count as one, such as all those of one user. */
  static Decision of(Collection<Policy> policies, RequestContext context) {
    var decision = IMPLICITLY_DENIED;
    for (var policy : policies) {
      switch (policy.decide(context)) {
        case EXPLICITLY_DENIED -> {
          return EXPLICITLY_DENIED;
        }
        case ALLOWED -> decision = ALLOWED;
        case IMPLICITLY_DENIED -> {}
      }
    }
    return decision;
  }
}
