package io.latticeoperator.testbed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Requests and failures of each step, for people and for programs. */
final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final List<Line> lines = new ArrayList<>();

  /**
   * A step that was played.
   *
   * @param announced whether Kubernetes tells before it happens, so that no request may fail
   * @param note figures of it
   */
  record Line(Count count, boolean announced, double seconds, String note) {}

  void add(Line line) {
    lines.add(line);
  }

  long requests() {
    return lines.stream().mapToLong(line -> line.count().sent()).sum();
  }

  /** Steps with failures although none may be. */
  List<Line> broken() {
    return lines.stream().filter(line -> line.announced() && line.count().failed() > 0).toList();
  }

  String markdown() {
    var rows =
        lines.stream()
            .map(
                line ->
                    "| %s | %,d | %d%s | %.0f s | %s |"
                        .formatted(
                            line.count().step(),
                            line.count().sent(),
                            line.count().failed(),
                            line.announced() ? "" : " (unannounced)",
                            line.seconds(),
                            line.note()))
            .collect(Collectors.joining("\n"));
    long failed = lines.stream().mapToLong(line -> line.count().failed()).sum();
    long broken = broken().stream().mapToLong(line -> line.count().failed()).sum();
    return """
        | Step | Requests | Failed | Took | |
        |---|--:|--:|--:|---|
        %s
        | **All** | **%,d** | **%d, of which %d in announced steps** | | |
        """
        .formatted(rows, requests(), failed, broken);
  }

  /** Writes {@code story.md} and {@code story.json}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("story.md"), markdown());
    Files.writeString(folder.resolve("story.json"), JSON.writeValueAsString(lines) + "\n");
  }
}
