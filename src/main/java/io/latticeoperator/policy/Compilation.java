package io.latticeoperator.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy comes to.
 *
 * @param document canonical IAM JSON of one line; null when the policy must not be written, and
 *     what exists must stay
 * @param admits whether somebody may call by it: an allow is left that no deny takes back
 * @param flaws why it is not written, or is narrower than asked for
 */
public record Compilation(@Nullable String document, boolean admits, List<Flaw> flaws) {
  public Compilation {
    flaws = List.copyOf(flaws);
  }

  /** Whether exports are not known that it is about. */
  public boolean lacksExports() {
    return flaws.stream().anyMatch(flaw -> flaw.kind() == Flaw.Kind.UNRESOLVED_EXPORT);
  }

  static Compilation withheld(List<Flaw> flaws) {
    return new Compilation(null, false, flaws);
  }
}
