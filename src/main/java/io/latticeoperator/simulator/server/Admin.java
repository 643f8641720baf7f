package io.latticeoperator.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the simulator tells and lets be changed about itself, below {@code /_simulator/}. Only for
 * programs of this machine, not for web pages that a browser shows on it.
 */
final class Admin {
  static final String PATH = "/_simulator/";

  private final List<AdminPage> pages;

  Admin(List<AdminPage> pages) {
    this.pages = List.copyOf(pages);
  }

  /** Whether a request is for the admin path. */
  static boolean isFor(HttpCall call) {
    return (call.path() + "/").startsWith(PATH);
  }

  /** Answers any request below the path. */
  Reply serve(HttpCall call) {
    if (!Origin.isLocal(call)) {
      return refusal();
    }
    var path = call.path().length() < PATH.length() ? "" : call.path().substring(PATH.length());
    if (path.isEmpty()) {
      return call.method().equals("GET")
          ? Reply.of(200, "text/html;charset=UTF-8", index())
          : notAllowed(path);
    }
    for (var page : pages) {
      var variables = page.variables(path);
      if (page.method().equals(call.method()) && variables.isPresent()) {
        return answer(page, call, variables.get());
      }
    }
    return notAllowed(path);
  }

  /** For who may not use the path. */
  static Reply refusal() {
    return problem(403, "Only programs of this machine may use this, by a name of loopback");
  }

  private static Reply answer(AdminPage page, HttpCall call, Map<String, String> variables) {
    try {
      return page.answering().answer(new AdminCall(call, variables));
    } catch (IllegalArgumentException bad) {
      return problem(400, String.valueOf(bad.getMessage()));
    }
  }

  private Reply notAllowed(String path) {
    var methods = new TreeSet<String>();
    pages.stream()
        .filter(page -> page.variables(path).isPresent())
        .forEach(page -> methods.add(page.method()));
    return methods.isEmpty()
        ? problem(404, "Nothing is here; GET " + PATH + " lists what there is")
        : problem(405, "Here is only " + String.join(", ", methods));
  }

  private String index() {
    var rows = new StringBuilder();
    for (var page : pages) {
      boolean link = page.method().equals("GET") && page.path().indexOf('{') < 0;
      var path = link ? "<a href=\"%s\">%s</a>".formatted(page.path(), page.path()) : page.path();
      rows.append(
          "<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(page.method(), path, page.about()));
    }
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Simulated AWS</title></head>
        <body><h1>Simulated AWS</h1>
        <p>Below this path, without credentials, in JSON:</p>
        <table>
        %s</table></body></html>
        """
        .formatted(rows);
  }

  static Reply json(JsonNode body) {
    return Reply.of(200, "application/json", body.toString());
  }

  static Reply problem(int status, String message) {
    var body = JsonNodeFactory.instance.objectNode().put("message", message);
    return Reply.of(status, "application/json", body.toString());
  }
}
