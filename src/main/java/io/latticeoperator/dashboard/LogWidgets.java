package io.latticeoperator.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Queries of Logs Insights over access logs, whose fields the user guide lists:
 * monitoring-access-logs. A field that does not apply is {@code -}.
 */
final class LogWidgets {
  private static final int ROWS = 20;

  /** Without the query, of which there are too many. */
  private static final String PATH = "parse requestPath /^(?<path>[^?]*)/";

  private final String region;
  private final String source;

  /**
   * @param serviceArn of the only service whose calls are shown; null for all
   */
  LogWidgets(String region, String group, @Nullable String serviceArn) {
    this.region = region;
    this.source =
        "SOURCE '"
            + group
            + "'"
            + (serviceArn == null ? "" : " | filter serviceArn = \"" + serviceArn + "\"");
  }

  /** What is asked for most. */
  List<ObjectNode> overview() {
    return List.of(
        query(
            "Status codes",
            "bar",
            "stats count(*) as requests by responseCode",
            "sort responseCode asc"),
        query(
            "Top paths",
            "table",
            PATH,
            "stats count(*) as requests, pct(duration, 99) as p99 by path",
            "sort requests desc",
            "limit " + ROWS),
        query(
            "Top callers",
            "table",
            "stats count(*) as requests by callerPrincipal, sourceVpcId",
            "sort requests desc",
            "limit " + ROWS));
  }

  /** What went wrong. */
  List<ObjectNode> trouble() {
    return List.of(
        query(
            "Slow requests (ms)",
            "table",
            "fields @timestamp, duration, responseCode, requestPath, targetIpPort",
            "sort duration desc",
            "limit " + ROWS),
        query(
            "Denied calls",
            "table",
            "filter authDeniedReason in [\"Service\", \"Network\", \"Identity\"]",
            PATH,
            "stats count(*) as denied by authDeniedReason, resolvedUser, requestMethod, path",
            "sort denied desc",
            "limit " + ROWS));
  }

  private ObjectNode query(String title, String view, String... lines) {
    var properties = JsonNodeFactory.instance.objectNode();
    properties.put("title", title);
    properties.put("region", region);
    properties.put("view", view);
    properties.put("query", source + "\n| " + String.join("\n| ", lines));
    return Layout.widget("log", properties);
  }
}
