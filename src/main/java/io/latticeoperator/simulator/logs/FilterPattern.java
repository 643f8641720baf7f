package io.latticeoperator.simulator.logs;

import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which events FilterLogEvents wants. Source: user guide, "Filter pattern syntax"; patterns of
 * space-delimited fields and regular expressions are not in the simulator.
 */
sealed interface FilterPattern {

  boolean matches(String message);

  /**
   * Terms in a text.
   *
   * @param all each of which is in it
   * @param any one of which is in it, if there are any
   * @param none none of which is in it
   */
  record Terms(List<String> all, List<String> any, List<String> none) implements FilterPattern {
    private static final Pattern TERM = Pattern.compile("([?-]?)(?:\"([^\"]*)\"|(\\S+))");

    public Terms {
      all = List.copyOf(all);
      any = List.copyOf(any);
      none = List.copyOf(none);
    }

    private static Terms of(String pattern) {
      var all = new ArrayList<String>();
      var any = new ArrayList<String>();
      var none = new ArrayList<String>();
      TERM.matcher(pattern)
          .results()
          .forEach(
              match -> {
                var term = match.group(2) == null ? match.group(3) : match.group(2);
                switch (match.group(1)) {
                  case "?" -> any.add(term);
                  case "-" -> none.add(term);
                  default -> all.add(term);
                }
              });
      return new Terms(all, any, none);
    }

    @Override
    public boolean matches(String message) {
      return all.stream().allMatch(message::contains)
          && (any.isEmpty() || any.stream().anyMatch(message::contains))
          && none.stream().noneMatch(message::contains);
    }
  }

  /** What a message that is JSON has to be like. */
  record Structured(JsonCondition condition) implements FilterPattern {
    @Override
    public boolean matches(String message) {
      return condition.holdsFor(message);
    }
  }

  /**
   * Reads a pattern; an empty one matches everything.
   *
   * @throws ServiceRefusal for a malformed one
   */
  static FilterPattern parse(String pattern) {
    var text = pattern.strip();
    if (text.startsWith("[") || text.startsWith("%")) {
      throw new ServiceRefusal(
          Errors.INVALID, "The simulator does not have filter patterns such as " + text);
    }
    if (!text.startsWith("{")) {
      return Terms.of(text);
    }
    if (!text.endsWith("}")) {
      throw new ServiceRefusal(Errors.INVALID, "Invalid filter pattern");
    }
    return new Structured(JsonCondition.parse(text.substring(1, text.length() - 1)));
  }
}
