package io.latticeoperator.simulator.tagging;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the tagging API reads from an ARN.
 *
 * @param service such as {@code vpc-lattice}
 * @param type of the resource, such as {@code service}
 */
record Arn(String service, String type) {
  private static final Pattern FORM =
      Pattern.compile("arn:[a-z0-9-]+:([a-z0-9-]+):[a-z0-9-]*:[0-9]*:(.+)");

  /** Empty for what is no ARN. */
  static Optional<Arn> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var steps = matcher.group(2).split("[/:]");
    // A rule is at service/S/listener/L/rule/R: its type is the last word but one.
    return Optional.of(
        new Arn(matcher.group(1), steps.length > 1 ? steps[steps.length - 2] : steps[0]));
  }

  /** Whether a filter such as {@code vpc-lattice:service} or {@code vpc-lattice} is for it. */
  boolean matches(String filter) {
    int colon = filter.indexOf(':');
    return colon < 0
        ? filter.equals(service)
        : filter.substring(0, colon).equals(service) && filter.substring(colon + 1).equals(type);
  }
}
