package io.latticeoperator.simulator.iam;

import io.latticeoperator.simulator.aws.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text of a policy with policy variables in it, such as <code>${aws:PrincipalTag/team}</code> or
 * <code>${aws:username, 'nobody'}</code>; <code>${*}</code>, <code>${?}</code> and <code>${$}
 * </code> stand for the character itself.
 *
 * @param text as written
 */
record Template(String text, List<Part> parts) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{\\s*([^},]+?)\\s*(?:,\\s*'([^']*)'\\s*)?}");

  /** A piece of the text. */
  private sealed interface Part {
    /** Text in which wildcards are wildcards. */
    record Text(String text, Glob glob) implements Part {}

    /** A character that is never a wildcard. */
    record Escaped(String character) implements Part {}

    /** A variable; {@code absent} is what it is when the request has none, null when nothing is. */
    record Variable(String key, @Nullable String absent) implements Part {}
  }

  /**
   * @param variables whether the policy's version knows them
   */
  static Template of(String text, boolean variables) {
    var parts = new ArrayList<Part>();
    int from = 0;
    var matcher = VARIABLE.matcher(text);
    while (variables && matcher.find()) {
      if (matcher.start() > from) {
        parts.add(plain(text.substring(from, matcher.start())));
      }
      var name = matcher.group(1);
      parts.add(
          name.matches("[*?$]")
              ? new Part.Escaped(name)
              : new Part.Variable(name, matcher.group(2)));
      from = matcher.end();
    }
    if (from < text.length() || parts.isEmpty()) {
      parts.add(plain(text.substring(from)));
    }
    return new Template(text, List.copyOf(parts));
  }

  /** With variables put in, wildcards left as they are; empty when one of them has no value. */
  Optional<String> text(RequestContext context) {
    var resolved = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Part.Text plain -> resolved.append(plain.text());
        case Part.Escaped escaped -> resolved.append(escaped.character());
        case Part.Variable variable -> {
          var value = value(variable, context);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          resolved.append(value.get());
        }
      }
    }
    return Optional.of(resolved.toString());
  }

  /** As a pattern, in which the values of variables are literal; empty when one has no value. */
  Optional<Glob> glob(RequestContext context) {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text only) {
      return Optional.of(only.glob());
    }
    var resolved = Glob.literal("");
    for (var part : parts) {
      switch (part) {
        case Part.Text plain -> resolved = resolved.followedBy(plain.glob());
        case Part.Escaped escaped ->
            resolved = resolved.followedBy(Glob.literal(escaped.character()));
        case Part.Variable variable -> {
          var value = value(variable, context);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          resolved = resolved.followedBy(Glob.literal(value.get()));
        }
      }
    }
    return Optional.of(resolved);
  }

  private static Part plain(String text) {
    return new Part.Text(text, Glob.of(text));
  }

  /** A key of several values has none here, as in AWS. */
  private static Optional<String> value(Part.Variable variable, RequestContext context) {
    var values = context.values(variable.key());
    return values.size() == 1
        ? Optional.of(values.getFirst())
        : Optional.ofNullable(variable.absent());
  }
}
