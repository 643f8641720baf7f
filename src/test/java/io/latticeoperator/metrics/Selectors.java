package io.latticeoperator.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a PromQL expression selects, found without an engine. */
record Selectors(List<Selector> selected, Set<String> grouped) {
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
  private static final Pattern MATCHER =
      Pattern.compile("([a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\s*(\\{[^}]*}|\\()?");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  /** One series selector. */
  record Selector(String metric, List<Matcher> matchers) {}

  /**
   * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
   */
  record Matcher(String label, String operator, String value) {}

  static Selectors of(String expression) {
    var grouped = new TreeSet<String>();
    var rest = new StringBuilder();
    var groupings = GROUPING.matcher(expression);
    while (groupings.find()) {
      grouped.addAll(List.of(groupings.group(1).strip().split("\\s*,\\s*")));
      groupings.appendReplacement(rest, " ");
    }
    groupings.appendTail(rest);
    var selected = new ArrayList<Selector>();
    var names = NAME.matcher(RANGE.matcher(rest).replaceAll(""));
    while (names.find()) {
      var after = names.group(2);
      boolean function = "(".equals(after);
      if (!function && !WORDS.contains(names.group(1))) {
        selected.add(new Selector(names.group(1), after == null ? List.of() : matchers(after)));
      }
    }
    grouped.remove("");
    return new Selectors(selected, grouped);
  }

  private static List<Matcher> matchers(String text) {
    if (!MATCHERS.matcher(text).matches()) {
      throw new AssertionError("not matchers: " + text);
    }
    return MATCHER
        .matcher(text)
        .results()
        .map(each -> new Matcher(each.group(1), each.group(2), each.group(3)))
        .toList();
  }
}
