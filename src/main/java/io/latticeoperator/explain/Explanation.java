package io.latticeoperator.explain;

import io.latticeoperator.explain.Check.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * The answer. Names of the components are those of the JSON output and stay.
 *
 * @param subject such as {@code Service/shop/web}
 * @param conclusion one sentence
 * @param checks from the Service to the client, in order
 */
public record Explanation(String subject, Verdict verdict, String conclusion, List<Check> checks) {
  public Explanation {
    checks = List.copyOf(checks);
  }

  static Explanation of(String subject, List<Check> checks) {
    var first = first("", checks, Verdict.FAILED);
    var doubt = first("", checks, Verdict.UNKNOWN);
    if (first.isPresent()) {
      return new Explanation(subject, Verdict.FAILED, "It fails at: " + first.get(), checks);
    }
    if (doubt.isPresent()) {
      return new Explanation(
          subject,
          Verdict.UNKNOWN,
          "Nothing fails of what is known; not known is: " + doubt.get(),
          checks);
    }
    return new Explanation(
        subject, Verdict.OK, "Nothing stands in the way: requests reach its pods.", checks);
  }

  /** The first step of all that ends so, and is not only a group of steps. */
  private static Optional<String> first(String path, List<Check> checks, Verdict verdict) {
    for (var check : checks) {
      if (check.checks().isEmpty()) {
        if (check.verdict() == verdict) {
          return Optional.of(path + check.step() + ": " + check.detail());
        }
      } else {
        var within = first(check.step() + ", ", check.checks(), verdict);
        if (within.isPresent()) {
          return within;
        }
      }
    }
    return Optional.empty();
  }
}
