package io.latticeoperator.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a Dockerfile says of the image that it makes.
 *
 * @param entrypoint as JSON, as the next
 * @param labels but for the revision, which is an argument
 */
record Dockerfile(
    String user,
    String entrypoint,
    String command,
    Map<String, String> env,
    Map<String, String> labels) {
  private static final String REVISION = "org.opencontainers.image.revision";
  private static final Pattern PAIR = Pattern.compile("([\\w.]+)=(?:\"([^\"]*)\"|(\\S+))");

  /** The last stage of the project's own. */
  static Dockerfile read() throws IOException {
    var text = Files.readString(Path.of("Dockerfile")).replace("\\\n", " ");
    var stage = text.substring(text.lastIndexOf("\nFROM ") + 1);
    return new Dockerfile(
        argument(stage, "USER"),
        argument(stage, "ENTRYPOINT"),
        argument(stage, "CMD"),
        pairs(argument(stage, "ENV")),
        pairs(argument(stage, "LABEL")));
  }

  /** Of an image. */
  static Dockerfile of(JsonNode config) {
    var env =
        StreamSupport.stream(config.path("Env").spliterator(), false)
            .map(each -> each.asText().split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    var labels = new TreeMap<String, String>();
    config
        .path("Labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    labels.remove(REVISION);
    return new Dockerfile(
        config.path("User").asText(),
        config.path("Entrypoint").toString(),
        config.path("Cmd").toString(),
        env,
        labels);
  }

  private static String argument(String stage, String instruction) {
    return stage
        .lines()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> pairs(String argument) {
    var pairs = new TreeMap<String, String>();
    for (var match : PAIR.matcher(argument).results().toList()) {
      pairs.put(match.group(1), match.group(2) == null ? match.group(3) : match.group(2));
    }
    pairs.remove(REVISION);
    return pairs;
  }
}
