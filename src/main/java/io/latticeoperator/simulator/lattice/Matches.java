package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Locale;

/** The wire form of matches. */
final class Matches {
  private Matches() {}

  static Match read(JsonNode node) {
    var http = node.get("httpMatch");
    var path = http.get("pathMatch");
    var headers = new ArrayList<Match.Header>();
    for (var header : http.path("headerMatches")) {
      var comparison = comparison(header.get("match"));
      headers.add(
          new Match.Header(
              header.get("name").asText(),
              comparison,
              value(header.get("match"), comparison),
              header.path("caseSensitive").asBoolean(false)));
    }
    return new Match(
        http.hasNonNull("method") ? http.get("method").asText() : null,
        path == null || path.isNull() ? null : path(path),
        headers);
  }

  static ObjectNode write(Match match) {
    var node = Json.object();
    var http = node.putObject("httpMatch");
    Json.optional(http, "method", match.method());
    var path = match.path();
    if (path != null) {
      var pathMatch = http.putObject("pathMatch");
      pathMatch.putObject("match").put(member(path.comparison()), path.value());
      pathMatch.put("caseSensitive", path.caseSensitive());
    }
    if (!match.headers().isEmpty()) {
      var headers = http.putArray("headerMatches");
      for (var header : match.headers()) {
        var item = headers.addObject().put("name", header.name());
        item.putObject("match").put(member(header.comparison()), header.value());
        item.put("caseSensitive", header.caseSensitive());
      }
    }
    return node;
  }

  private static Match.Path path(JsonNode node) {
    var comparison = comparison(node.get("match"));
    return new Match.Path(
        comparison,
        value(node.get("match"), comparison),
        node.path("caseSensitive").asBoolean(false));
  }

  private static Match.Comparison comparison(JsonNode union) {
    for (var comparison : Match.Comparison.values()) {
      if (union.hasNonNull(member(comparison))) {
        return comparison;
      }
    }
    throw Refused.invalid("A match needs a value");
  }

  private static String value(JsonNode union, Match.Comparison comparison) {
    return union.get(member(comparison)).asText();
  }

  private static String member(Match.Comparison comparison) {
    return comparison.name().toLowerCase(Locale.ROOT);
  }
}
