package io.latticeoperator.policy;

/**
 * Patterns of IAM's StringLike: {@code *} stands for any run of characters, {@code ?} for any one.
 */
final class Wildcards {
  private Wildcards() {}

  static boolean present(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /**
   * Whether everything that fits {@code narrow} fits {@code wide}. Never says so wrongly; may miss
   * it between two patterns, which only costs length.
   */
  static boolean covers(String wide, String narrow) {
    int at = 0;
    int next = 0;
    int run = -1;
    int resume = 0;
    while (at < narrow.length()) {
      if (next < wide.length() && wide.charAt(next) == '*') {
        run = next++;
        resume = at;
      } else if (next < wide.length() && fits(wide.charAt(next), narrow.charAt(at))) {
        next++;
        at++;
      } else if (run >= 0) {
        next = run + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (next < wide.length() && wide.charAt(next) == '*') {
      next++;
    }
    return next == wide.length();
  }

  /** A run of the narrow pattern fits only within a run of the wide one. */
  private static boolean fits(char wide, char narrow) {
    return narrow != '*' && (wide == '?' || wide == narrow);
  }
}
