package io.latticeoperator.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step on the way, and whether it is passed. Names of the components are those of the JSON
 * output and stay.
 *
 * @param step what is checked, in few words; the same for every pod and run
 * @param detail what was found
 * @param remedy one sentence on what to do; null when there is nothing to do
 */
public record Check(
    String step, Verdict verdict, String detail, @Nullable String remedy, List<Check> checks) {
  public Check {
    checks = List.copyOf(checks);
  }

  /** How a step ends. */
  public enum Verdict {
    OK,
    /** Could not be found out, or will be known later. */
    UNKNOWN,
    FAILED
  }

  static Check ok(String step, String detail) {
    return new Check(step, Verdict.OK, detail, null, List.of());
  }

  static Check failed(String step, String detail, String remedy) {
    return new Check(step, Verdict.FAILED, detail, remedy, List.of());
  }

  static Check unknown(String step, String detail, @Nullable String remedy) {
    return new Check(step, Verdict.UNKNOWN, detail, remedy, List.of());
  }

  /** Several steps under one name: as bad as the worst of them. */
  static Check group(String step, String detail, List<Check> checks) {
    var worst = checks.stream().map(Check::verdict).max(Verdict::compareTo).orElse(Verdict.OK);
    return new Check(step, worst, detail, null, checks);
  }
}
