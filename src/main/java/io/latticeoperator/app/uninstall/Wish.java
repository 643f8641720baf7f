package io.latticeoperator.app.uninstall;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done.
 *
 * @param operator null to look for it
 * @param patience in all
 */
public record Wish(Policy policy, @Nullable Operator operator, Duration patience) {

  /** What becomes of what exports and networks have made. */
  public enum Policy {
    /** It goes, as it does when each of them is deleted. */
    DELETE,
    /** It stays and serves, and so do the objects. */
    RETAIN
  }

  /** The operator that is stopped first. */
  public sealed interface Operator {}

  /** Its Deployment. */
  public record Named(String namespace, String name) implements Operator {
    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /** There is none. */
  public record None() implements Operator {}
}
