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

  /** A table, and what its failures are. */
  String markdown() {
    long failed = lines.stream().mapToLong(line -> line.count().failed()).sum();
    long broken = broken().stream().mapToLong(line -> line.count().failed()).sum();
    return """
        | Step | Requests | Failed | Took | |
        |---|--:|--:|--:|---|
        %s
        | **All** | **%,d** | **%,d, of which %,d in announced steps** | | |

        Unannounced is what Kubernetes tells of when it has happened: a pod that is gone fails the requests
        under way, and those that are sent to it until it is deregistered, or a health check fails, and the
        data plane has heard of that.
        """
        .formatted(
            lines.stream().map(Report::row).collect(Collectors.joining("\n")),
            requests(),
            failed,
            broken);
  }

  private static String row(Line line) {
    var count = line.count();
    var failed = String.valueOf(count.failed());
    if (!line.announced()) {
      failed += " (unannounced)";
    }
    if (count.failed() > 0) {
      failed +=
          ", sent within %.1f s".formatted((count.lastFailure() - count.firstFailure()) / 1e3);
    }
    return "| %s | %,d | %s | %.0f s | %s |"
        .formatted(count.step(), count.sent(), failed, line.seconds(), line.note());
  }

  /** Writes {@code story.md} and {@code story.json}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("story.md"), markdown());
    Files.writeString(folder.resolve("story.json"), JSON.writeValueAsString(lines) + "\n");
  }
}
