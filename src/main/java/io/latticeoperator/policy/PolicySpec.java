package io.latticeoperator.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An auth policy as asked for: statements or a document, not both.
 *
 * @param document IAM JSON, taken as it is; null when statements say it
 * @param acknowledgeLockout the user knows that the policy lets nobody in
 */
public record PolicySpec(
    List<Statement> statements, @Nullable String document, boolean acknowledgeLockout) {
  public PolicySpec {
    statements = List.copyOf(statements);
  }
}
