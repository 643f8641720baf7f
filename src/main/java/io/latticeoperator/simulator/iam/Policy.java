package io.latticeoperator.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A policy: what it allows and what it denies. Immutable.
 *
 * @param statements in the order in which they are written, which means nothing
 */
public record Policy(List<Statement> statements) {
  public Policy {
    statements = List.copyOf(statements);
  }

  /** What a policy hangs on. */
  public enum Kind {
    /** On a user or role; says nothing of principals. */
    IDENTITY,
    /** On a resource; each statement says whom it is about. */
    RESOURCE
  }

  /**
   * @throws MalformedPolicy for what IAM would refuse to store
   */
  public static Policy parse(String json, Kind kind) {
    return PolicyReader.read(json, kind);
  }

  /**
   * @throws MalformedPolicy for what IAM would refuse to store
   */
  public static Policy of(JsonNode json, Kind kind) {
    return new PolicyReader(kind).policy(json);
  }

  /** What this policy alone says. */
  public Decision decide(RequestContext context) {
    var decision = Decision.IMPLICITLY_DENIED;
    for (var statement : statements) {
      if (statement.speaksOf(context)) {
        if (!statement.allow()) {
          return Decision.EXPLICITLY_DENIED;
        }
        decision = Decision.ALLOWED;
      }
    }
    return decision;
  }
}
