package io.latticeoperator.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Rows under a header, such as an API server's answer to {@code kubectl get}.
 *
 * @param rows the header first; all of one length
 */
record Table(List<List<String>> rows) {
  private static final String GAP = "   ";

  Table {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** What kubectl shows of a {@code meta.k8s.io/v1 Table} without {@code -o wide}. */
  static Table of(JsonNode answer) {
    var shown = new ArrayList<Integer>();
    var header = new ArrayList<String>();
    var definitions = answer.path("columnDefinitions");
    for (int i = 0; i < definitions.size(); i++) {
      if (definitions.get(i).path("priority").asInt() == 0) {
        shown.add(i);
        header.add(definitions.get(i).path("name").asText().toUpperCase(Locale.ROOT));
      }
    }
    var rows = new ArrayList<List<String>>();
    rows.add(header);
    for (var row : answer.path("rows")) {
      rows.add(shown.stream().map(i -> text(row.path("cells").path(i))).toList());
    }
    return new Table(rows);
  }

  /** The rows without the column of that name, which may be absent. */
  Table without(String column) {
    int dropped = rows.getFirst().indexOf(column);
    return new Table(
        rows.stream()
            .map(
                row ->
                    IntStream.range(0, row.size())
                        .filter(i -> i != dropped)
                        .mapToObj(row::get)
                        .toList())
            .toList());
  }

  /** One line for each row, columns aligned. */
  List<String> lines() {
    var widths =
        IntStream.range(0, rows.getFirst().size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(
            row -> {
              var line = new StringBuilder();
              for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length()).append(GAP);
              }
              return line.toString().stripTrailing();
            })
        .toList();
  }

  private static String text(JsonNode cell) {
    return cell.isNull() || cell.isMissingNode() ? "" : cell.asText();
  }
}
