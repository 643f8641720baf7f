package io.latticeoperator.simulator.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

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
   * Reads the form in a body, or in the query when there is none; what has broken escapes stands
   * for itself.
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
}
