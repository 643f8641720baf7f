package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chart's README tells of every value what the comment above it does. */
class ChartReadmeTest {
  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final String BEGIN = "<!-- values: begin -->\n";
  private static final String END = "<!-- values: end -->";
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9]+):.*");
  private static final Pattern COMMENT = Pattern.compile(" *# (.*)");

  @Test
  void theTableIsMadeOfTheComments() throws IOException {
    var readme = Files.readString(README);
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    int to = readme.indexOf(END);
    assertTrue(from >= BEGIN.length() && to >= from, "the README has no place for the table");
    var expected = readme.substring(0, from) + table() + readme.substring(to);
    if (Boolean.getBoolean("charts.update")) {
      Files.writeString(README, expected);
    }
    assertEquals(
        expected,
        Files.readString(README),
        "rewrite it with ./mvnw test -Dtest=ChartReadmeTest -Dcharts.update=true");
  }

  @Test
  void everyValueHasAComment() throws IOException {
    var told = comments();
    var silent = new ArrayList<String>();
    silent("", Chart.values(), told, silent);
    assertEquals(List.of(), silent);
  }

  private static void silent(
      String path, JsonNode value, Map<String, String> told, List<String> silent) {
    value
        .propertyStream()
        .forEach(
            it -> {
              var name = path.isEmpty() ? it.getKey() : path + "." + it.getKey();
              if (told.containsKey(name)) {
                return;
              }
              if (it.getValue().isObject() && !it.getValue().isEmpty()) {
                silent(name, it.getValue(), told, silent);
              } else {
                silent.add(name);
              }
            });
  }

  private static String table() throws IOException {
    var values = Chart.values();
    var table = new StringBuilder("| Value | Default | What it is |\n|---|---|---|\n");
    comments()
        .forEach(
            (name, comment) ->
                table
                    .append("| `")
                    .append(name)
                    .append("` | `")
                    .append(values.at("/" + name.replace('.', '/')))
                    .append("` | ")
                    .append(comment.replace("|", "\\|"))
                    .append(" |\n"));
    return table.toString();
  }

  /** By the full name of the value. */
  private static Map<String, String> comments() throws IOException {
    var comments = new LinkedHashMap<String, String>();
    var path = new ArrayDeque<String>();
    var comment = new ArrayList<String>();
    for (var line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
      var text = COMMENT.matcher(line);
      var key = KEY.matcher(line);
      if (text.matches()) {
        comment.add(text.group(1));
      } else {
        if (key.matches()) {
          while (path.size() > key.group(1).length() / 2) {
            path.removeLast();
          }
          path.add(key.group(2));
          if (!comment.isEmpty()) {
            comments.put(String.join(".", path), String.join(" ", comment));
          }
        }
        comment.clear();
      }
    }
    return comments;
  }
}
