package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.Match;
import java.util.List;
import java.util.Locale;

/** Whether a request is what a rule asks for. */
final class Matching {
  private Matching() {}

  /**
   * @param bySegments whether prefix {@code /foo} leaves out {@code /foobar}
   */
  static boolean matches(Match match, RequestHead head, boolean bySegments) {
    return (match.method() == null || match.method().equals(head.method()))
        && (match.path() == null || path(match.path(), head.path(), bySegments))
        && match.headers().stream().allMatch(condition -> header(condition, head));
  }

  private static boolean path(Match.Path condition, String path, boolean bySegments) {
    var wanted = folded(condition.value(), condition.caseSensitive());
    var actual = folded(path, condition.caseSensitive());
    return holds(condition.comparison(), wanted, actual)
        && (!bySegments
            || condition.comparison() != Match.Comparison.PREFIX
            || endsSegment(wanted, actual));
  }

  private static boolean endsSegment(String prefix, String path) {
    return prefix.endsWith("/")
        || path.length() == prefix.length()
        || path.charAt(prefix.length()) == '/';
  }

  private static boolean header(Match.Header condition, RequestHead head) {
    var wanted = folded(condition.value(), condition.caseSensitive());
    return head.headers().getOrDefault(folded(condition.name(), false), List.of()).stream()
        .map(value -> folded(value, condition.caseSensitive()))
        .anyMatch(actual -> holds(condition.comparison(), wanted, actual));
  }

  private static boolean holds(Match.Comparison comparison, String wanted, String actual) {
    return switch (comparison) {
      case EXACT -> actual.equals(wanted);
      case PREFIX -> actual.startsWith(wanted);
      case CONTAINS -> actual.contains(wanted);
    };
  }

  private static String folded(String value, boolean caseSensitive) {
    return caseSensitive ? value : value.toLowerCase(Locale.ROOT);
  }
}
