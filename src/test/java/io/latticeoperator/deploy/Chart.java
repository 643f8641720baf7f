package io.latticeoperator.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The chart, as Helm renders it for a release {@code lattice-operator} in lattice-system. */
final class Chart {
  static final Path FOLDER = Path.of("charts/lattice-operator");
  static final YAMLMapper YAML = new YAMLMapper();

  /** What has to be said, and nothing else. */
  static final String NEEDED =
      """
      cluster: {name: one}
      aws:
        region: eu-central-1
        vpcId: vpc-0123456789abcdef0
        routableCidrs: [10.0.0.0/16]
        credentials:
          webIdentity: {roleArn: "arn:aws:iam::123456789012:role/lattice-operator"}
      """;

  private static final int PATIENCE_SECONDS = 60;

  private Chart() {}

  /** What Helm came to. */
  record Ran(int code, String out, String err) {}

  /** One object. */
  record Rendered(JsonNode object) {
    String kind() {
      return object.path("kind").asText();
    }

    String name() {
      return object.at("/metadata/name").asText();
    }

    String namespace() {
      return object.at("/metadata/namespace").asText();
    }

    @Override
    public String toString() {
      return namespace().isEmpty()
          ? kind() + " " + name()
          : kind() + " " + namespace() + "/" + name();
    }
  }

  /**
   * {@code helm template}, as text.
   *
   * @param values documents of values, later ones first
   */
  static String render(List<String> options, String... values) {
    var ran = template(options, values);
    if (ran.code() != 0) {
      throw new AssertionError(ran.err());
    }
    return ran.out();
  }

  static Ran template(List<String> options, String... values) {
    var command =
        new ArrayList<>(
            List.of(
                "helm",
                "template",
                "lattice-operator",
                FOLDER.toString(),
                "--namespace",
                "lattice-system",
                "--kube-version",
                "1.36.0"));
    command.addAll(options);
    return run(command, values);
  }

  /** Every object that comes of the values, hooks too. */
  static List<Rendered> objects(String... values) {
    return parse(render(List.of(), values));
  }

  static List<Rendered> parse(String text) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      var objects = new ArrayList<Rendered>();
      while (documents.hasNext()) {
        var object = documents.next();
        if (object.isObject()) {
          objects.add(new Rendered(object));
        }
      }
      return objects;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(text, unreadable);
    }
  }

  /** The only one of its kind and name. */
  static JsonNode only(List<Rendered> objects, String kind, String name) {
    var found =
        objects.stream().filter(it -> it.kind().equals(kind) && it.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError("%s %s: %s of %s".formatted(kind, name, found, objects));
    }
    return found.getFirst().object();
  }

  /** Specs of all pods, by the object that makes them. */
  static Stream<JsonNode> pods(List<Rendered> objects) {
    return objects.stream()
        .map(it -> it.object().at("/spec/template"))
        .filter(template -> template.has("spec"));
  }

  /** Runs Helm with files of values put behind its arguments. */
  static Ran run(List<String> command, String... values) {
    var files = new ArrayList<Path>();
    try {
      var all = new ArrayList<>(command);
      for (var each : values) {
        var file = Files.createTempFile("values", ".yaml");
        files.add(file);
        Files.writeString(file, each);
        all.addAll(List.of("--values", file.toString()));
      }
      var out = Files.createTempFile("helm", ".out");
      var err = Files.createTempFile("helm", ".err");
      files.addAll(List.of(out, err));
      var process =
          new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(all + " does not end");
      }
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    } finally {
      files.forEach(file -> file.toFile().delete());
    }
  }

  /** The default values. */
  static JsonNode values() {
    return read(FOLDER.resolve("values.yaml"));
  }

  static JsonNode schema() {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve("values.schema.json").toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
