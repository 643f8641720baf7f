package io.latticeoperator.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.contract.JsonClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** As much of the language of Logs Insights as the dashboards use. */
final class Insights {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern EQUALS = Pattern.compile("filter (\\w+) = \"([^\"]*)\"");
  private static final Pattern IN = Pattern.compile("filter (\\w+) in \\[([^]]*)]");
  private static final Pattern PARSE = Pattern.compile("parse (\\w+) /(.*)/");
  private static final Pattern NAMED = Pattern.compile("\\(\\?<(\\w+)>");
  private static final Pattern SORT = Pattern.compile("sort (\\w+) (asc|desc)");
  private static final Pattern STATS = Pattern.compile("stats (.*) by (.*)");
  private static final Pattern COUNT = Pattern.compile("count\\(\\*\\) as (\\w+)");
  private static final Pattern PERCENTILE = Pattern.compile("pct\\((\\w+), (\\d+)\\) as (\\w+)");

  private final JsonClient logs;

  /** Fields of lines that a query used. */
  final Set<String> used = new HashSet<>();

  Insights(JsonClient logs) {
    this.logs = logs;
  }

  /** The rows that a query gives; columns in order. */
  List<Map<String, String>> rows(String query) {
    var commands = Arrays.asList(query.split("\\s*\\|\\s+"));
    var group = commands.getFirst().replaceFirst("SOURCE '(.*)'", "$1");
    var rows = new ArrayList<>(lines(group));
    for (var command : commands.subList(1, commands.size())) {
      rows = new ArrayList<>(run(command, rows));
    }
    return rows;
  }

  private List<Map<String, String>> lines(String group) {
    var lines = new ArrayList<Map<String, String>>();
    var token = "";
    do {
      var page =
          logs.ok(
              "FilterLogEvents",
              "{'logGroupName':'%s'%s}",
              group,
              token.isEmpty() ? "" : ",'nextToken':'" + token + "'");
      for (var event : page.get("events")) {
        var line = new LinkedHashMap<String, String>();
        json(event.get("message").asText())
            .properties()
            .forEach(field -> line.put(field.getKey(), field.getValue().asText()));
        line.put("@timestamp", line.getOrDefault("startTime", ""));
        lines.add(line);
      }
      token = page.path("nextToken").asText();
    } while (!token.isEmpty());
    return lines;
  }

  private List<Map<String, String>> run(String command, List<Map<String, String>> rows) {
    var equals = EQUALS.matcher(command);
    if (equals.matches()) {
      used.add(equals.group(1));
      return rows.stream().filter(row -> equals.group(2).equals(row.get(equals.group(1)))).toList();
    }
    var in = IN.matcher(command);
    if (in.matches()) {
      used.add(in.group(1));
      return rows.stream()
          .filter(row -> in.group(2).contains("\"" + row.get(in.group(1)) + "\""))
          .toList();
    }
    var parse = PARSE.matcher(command);
    if (parse.matches()) {
      used.add(parse.group(1));
      var pattern = Pattern.compile(parse.group(2));
      var name = NAMED.matcher(parse.group(2));
      var field = name.find() ? name.group(1) : "";
      rows.forEach(
          row -> {
            var found = pattern.matcher(row.get(parse.group(1)));
            row.put(field, found.find() ? found.group(field) : "");
          });
      return rows;
    }
    var sort = SORT.matcher(command);
    if (sort.matches()) {
      var by =
          Comparator.comparingDouble(
              (Map<String, String> row) -> Double.parseDouble(row.get(sort.group(1))));
      return rows.stream().sorted(sort.group(2).equals("asc") ? by : by.reversed()).toList();
    }
    if (command.startsWith("limit ")) {
      return rows.stream().limit(Long.parseLong(command.substring(6))).toList();
    }
    if (command.startsWith("fields ")) {
      var fields = List.of(command.substring(7).split(", "));
      used.addAll(fields);
      return rows.stream().map(row -> only(row, fields)).toList();
    }
    var stats = STATS.matcher(command);
    if (stats.matches()) {
      return stats(rows, stats.group(1), List.of(stats.group(2).split(", ")));
    }
    throw new AssertionError("not a command of Logs Insights: " + command);
  }

  private List<Map<String, String>> stats(
      List<Map<String, String>> rows, String functions, List<String> by) {
    by.stream()
        .filter(field -> rows.isEmpty() || rows.getFirst().containsKey(field))
        .forEach(used::add);
    var groups = new TreeMap<String, List<Map<String, String>>>();
    for (var row : rows) {
      groups.computeIfAbsent(only(row, by).toString(), _ -> new ArrayList<>()).add(row);
    }
    var results = new ArrayList<Map<String, String>>();
    for (var group : groups.values()) {
      var result = only(group.getFirst(), by);
      var count = COUNT.matcher(functions);
      if (count.find()) {
        result.put(count.group(1), Integer.toString(group.size()));
      }
      var percentile = PERCENTILE.matcher(functions);
      if (percentile.find()) {
        used.add(percentile.group(1));
        var values =
            group.stream()
                .map(row -> Double.valueOf(row.get(percentile.group(1))))
                .sorted()
                .toList();
        int index = (int) Math.ceil(values.size() * Integer.parseInt(percentile.group(2)) / 100.0);
        result.put(percentile.group(3), Long.toString(Math.round(values.get(index - 1))));
      }
      results.add(result);
    }
    return results;
  }

  private static Map<String, String> only(Map<String, String> row, List<String> fields) {
    var kept = new LinkedHashMap<String, String>();
    for (var field : fields) {
      var value = row.get(field);
      if (value == null) {
        throw new AssertionError("no line has the field " + field);
      }
      kept.put(field, value);
    }
    return kept;
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
