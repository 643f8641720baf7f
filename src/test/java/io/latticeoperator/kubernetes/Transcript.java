package io.latticeoperator.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was said to a real API server, and what it answered: a file of scenes, each in a cluster of
 * its own with a namespace {@code shop}.
 *
 * <pre>
 *   == name of the scene
 *   &gt; PATCH /api/v1/namespaces/shop/services/web as merge
 *   &gt; show .spec .metadata.generation
 *   &gt; keep version .metadata.resourceVersion
 *   &gt; {spec: {type: NodePort}}
 *   &lt; 200
 *   &lt; .spec: {...}
 * </pre>
 *
 * <p>{@code $version} in a later request stands for what was kept. {@code as} names the type of a
 * patch (merge, json, strategic, apply) or the form of an answer (table, metadata). {@code WATCH
 * path} is a watch that is read for a second.
 */
record Transcript(Path file, List<Scene> scenes) {
  static final Path FOLDER =
      Path.of("src/test/resources/io/latticeoperator/kubernetes/transcripts");

  /** One conversation. */
  record Scene(String topic, String name, List<Exchange> exchanges) {
    @Override
    public String toString() {
      return topic + ": " + name;
    }
  }

  /**
   * A request with its answer.
   *
   * @param verb HTTP's, or WATCH
   * @param form empty, or the word after {@code as}
   * @param shows the parts of the answer to be shown; empty for all
   * @param keeps names and paths, in turn
   * @param body YAML; may be empty
   * @param answer line by line
   */
  record Exchange(
      List<String> request,
      String verb,
      String path,
      String form,
      List<String> shows,
      List<String> keeps,
      String body,
      List<String> answer) {

    Exchange answered(List<String> lines) {
      return new Exchange(request, verb, path, form, shows, keeps, body, lines);
    }
  }

  /** All of them. */
  static List<Transcript> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Transcript::read).toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static Transcript read(Path file) {
    try {
      var topic = file.getFileName().toString().replace(".txt", "");
      var scenes = new ArrayList<Scene>();
      for (var part : Files.readString(file).split("(?m)^== ")) {
        if (!part.isBlank()) {
          var lines = part.lines().toList();
          scenes.add(
              new Scene(
                  topic, lines.getFirst().strip(), exchanges(lines.subList(1, lines.size()))));
        }
      }
      return new Transcript(file, scenes);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static List<Exchange> exchanges(List<String> lines) {
    var exchanges = new ArrayList<Exchange>();
    var request = new ArrayList<String>();
    var answer = new ArrayList<String>();
    for (var line : lines) {
      if (line.startsWith("> ")) {
        if (startsRequest(line) && !request.isEmpty()) {
          exchanges.add(exchange(request, answer));
          request.clear();
          answer.clear();
        }
        request.add(line.substring(2));
      } else if (line.startsWith("< ")) {
        answer.add(line.substring(2));
      } else if (!line.isBlank()) {
        throw new IllegalArgumentException("neither > nor <: " + line);
      }
    }
    exchanges.add(exchange(request, answer));
    return exchanges;
  }

  private static boolean startsRequest(String line) {
    return line.matches("> (GET|POST|PUT|PATCH|DELETE|WATCH) /.*");
  }

  /** A request whose answer does not matter. */
  static Exchange request(String head, String body) {
    return exchange(List.of(head, body), List.of());
  }

  private static Exchange exchange(List<String> request, List<String> answer) {
    var head = request.getFirst().split(" ");
    var shows = new ArrayList<String>();
    var keeps = new ArrayList<String>();
    var body = new ArrayList<String>();
    for (var line : request.subList(1, request.size())) {
      var words = Arrays.asList(line.split(" "));
      switch (words.getFirst()) {
        case "show" -> shows.addAll(words.subList(1, words.size()));
        case "keep" -> keeps.addAll(words.subList(1, words.size()));
        default -> body.add(line);
      }
    }
    return new Exchange(
        List.copyOf(request),
        head[0],
        head[1],
        head.length > 3 ? head[3] : "",
        shows,
        keeps,
        String.join("\n", body),
        List.copyOf(answer));
  }

  /** The same with the answers of {@code answered}, in the form that is read. */
  static String write(List<Scene> answered) {
    var text = new StringBuilder();
    for (var scene : answered) {
      text.append("== ").append(scene.name()).append('\n');
      for (var exchange : scene.exchanges()) {
        text.append('\n');
        exchange.request().forEach(line -> text.append("> ").append(line).append('\n'));
        exchange.answer().forEach(line -> text.append("< ").append(line).append('\n'));
      }
      text.append('\n');
    }
    return text.toString().stripTrailing() + "\n";
  }
}
