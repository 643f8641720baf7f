package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.HttpCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request to an {@link AdminPage}.
 *
 * @param variables values of the path's segments in braces, not decoded
 */
public record AdminCall(HttpCall http, Map<String, String> variables) {
  public AdminCall {
    variables = Map.copyOf(variables);
  }

  /** The value of a segment in braces; throws IllegalArgumentException for broken escapes. */
  public String variable(String name) {
    var value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("The page has no segment {" + name + "}");
    }
    // A plus stands for itself in a path.
    return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The value of a query parameter, or null. */
  public @Nullable String parameter(String name) {
    var values = http.query().getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.getFirst();
  }

  /** The value of a query parameter that is a whole number of at least {@code least}. */
  public long whole(String name, long absent, long least) {
    var text = parameter(name);
    if (text == null) {
      return absent;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(
          "%s must be a whole number, but is %s".formatted(name, text), notOne);
    }
    throw new IllegalArgumentException(
        "%s must be at least %d, but is %s".formatted(name, least, text));
  }

  /** Throws IllegalArgumentException when there are query parameters besides these. */
  public void requireOnly(Set<String> known) {
    var unknown = new TreeSet<>(http.query().keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is not known; known are %s"
              .formatted(unknown.first(), String.join(", ", new TreeSet<>(known))));
    }
  }
}
