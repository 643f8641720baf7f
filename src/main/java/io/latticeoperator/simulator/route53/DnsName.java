package io.latticeoperator.simulator.route53;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A domain name as Route 53 writes it: lower case, a dot at its end, and everything but letters,
 * digits, hyphens and underscores as an octal escape.
 */
record DnsName(String text) {
  private static final Pattern ESCAPE = Pattern.compile("\\\\[0-7]{3}");
  private static final int LONGEST = 255;
  private static final int LONGEST_LABEL = 63;

  /** Throws IllegalArgumentException for what cannot be a domain name. */
  static DnsName parse(String written) {
    var text = new StringBuilder();
    var lower = written.toLowerCase(Locale.ROOT);
    for (int index = 0; index < lower.length(); index++) {
      char character = lower.charAt(index);
      if (character == '\\' && ESCAPE.matcher(lower).region(index, lower.length()).lookingAt()) {
        text.append(lower, index, index + 4);
        index += 3;
      } else if (isPlain(character)) {
        text.append(character);
      } else if (character < 0x80) {
        text.append("\\%03o".formatted((int) character));
      } else {
        throw new IllegalArgumentException("Not ASCII: " + written);
      }
    }
    if (text.isEmpty() || text.charAt(text.length() - 1) != '.') {
      text.append('.');
    }
    var name = text.toString();
    boolean isTooLong =
        ESCAPE.matcher(name).replaceAll("x").length() > LONGEST
            || Arrays.stream(name.split("\\."))
                .anyMatch(label -> ESCAPE.matcher(label).replaceAll("x").length() > LONGEST_LABEL);
    if (isTooLong || name.startsWith(".") || name.contains("..")) {
      throw new IllegalArgumentException("Not a domain name: " + written);
    }
    return new DnsName(name);
  }

  private static boolean isPlain(char character) {
    return Character.isDigit(character)
        || (character >= 'a' && character <= 'z')
        || character == '-'
        || character == '_'
        || character == '.';
  }

  /** By which Route 53 sorts: the labels from the last to the first. */
  String order() {
    var labels = Arrays.asList(text.substring(0, text.length() - 1).split("\\."));
    Collections.reverse(labels);
    return String.join(" ", labels);
  }

  /** Whether it is a zone's own name or below it. */
  boolean isIn(DnsName zone) {
    return text.equals(zone.text) || text.endsWith("." + zone.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
