package io.latticeoperator.simulator.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call in the query protocol: an action and flat parameters.
 *
 * @param requestId to be put into the answer
 */
public record QueryCall(Caller caller, Map<String, String> parameters, String requestId) {
  public QueryCall {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads the form in a body, or in the query when there is none; what has broken escapes stands for
   * itself.
   */
  public static QueryCall of(HttpCall call) {
    var parameters = new HashMap<String, String>();
    var form = call.body().length == 0 ? call.rawQuery() : call.text();
    for (var pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new QueryCall(call.caller(), parameters, call.requestId());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      return text;
    }
  }

  /** The operation's name; empty when there is none. */
  public String action() {
    return parameters.getOrDefault("Action", "");
  }

  /** The API version, by which services are told apart; empty when there is none. */
  public String version() {
    return parameters.getOrDefault("Version", "");
  }

  @Nullable String get(String name) {
    return parameters.get(name);
  }

  String require(String name) {
    var value = parameters.get(name);
    if (value == null) {
      throw new QueryRefusal("MissingParameter", "The request must contain the parameter " + name);
    }
    return value;
  }

  /** The values of {@code name.1}, {@code name.2} … */
  List<String> list(String name) {
    var values = new ArrayList<String>();
    for (int index = 1; parameters.containsKey(name + "." + index); index++) {
      values.add(parameters.get(name + "." + index));
    }
    return values;
  }

  /** The prefixes {@code name.1}, {@code name.2} … under which there is anything. */
  List<String> structures(String name) {
    var prefixes = new ArrayList<String>();
    for (int index = 1; ; index++) {
      var prefix = name + "." + index + ".";
      if (parameters.keySet().stream().noneMatch(key -> key.startsWith(prefix))) {
        return prefixes;
      }
      prefixes.add(name + "." + index);
    }
  }
}
