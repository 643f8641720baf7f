package io.latticeoperator.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code ./lattice image} has made. */
public final class BuiltImage {
  /** For {@code docker load} and its like. */
  public static final Path ARCHIVE = Path.of("target/image/lattice-operator.tar").toAbsolutePath();

  static final Path ROOT = Path.of("target/image/root").toAbsolutePath();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE = 300;

  private BuiltImage() {}

  /** How a program ended, and all that it said. */
  record Ended(int code, String said) {}

  /** What comes behind the colon of its name. */
  public static String tag() {
    var name = manifest().at("/RepoTags/0").asText();
    return name.substring(name.lastIndexOf(':') + 1);
  }

  /** Configuration, as container runtimes read it. */
  static JsonNode config() {
    return json(manifest().path("Config").asText()).path("config");
  }

  private static JsonNode manifest() {
    return json("manifest.json").path(0);
  }

  private static JsonNode json(String name) {
    try {
      return JSON.readTree(done(List.of("tar", "-xOf", ARCHIVE.toString(), name)));
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** All files, relative to the root. */
  static List<Path> files() {
    try (var files = Files.walk(ROOT)) {
      return files.filter(Files::isRegularFile).map(ROOT::relativize).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Names of the libraries. */
  static List<String> libraries() {
    return files().stream()
        .filter(file -> file.startsWith("opt/lattice/lib"))
        .map(file -> file.getFileName().toString())
        .toList();
  }

  /** The image's own Java with its flags and class path, where it lies on this machine. */
  static List<String> java(String... options) {
    var words = new ArrayList<String>();
    words.add(ROOT.resolve("opt/java/bin/java").toString());
    words.addAll(
        List.of(
            "@" + Path.of("src/main/jvm/lattice.options").toAbsolutePath(),
            "@" + Path.of("src/main/jvm/image.options").toAbsolutePath()));
    words.addAll(List.of(options));
    words.add("-cp");
    words.add(
        Stream.concat(
                Stream.of("opt/lattice/lattice-operator.jar"),
                libraries().stream().map(name -> "opt/lattice/lib/" + name))
            .map(name -> ROOT.resolve(name).toString())
            .collect(Collectors.joining(File.pathSeparator)));
    words.add("io.latticeoperator.cli.Main");
    return words;
  }

  /** What a program says that ends well. */
  static String done(List<String> words) {
    var ended = run(words);
    assertEquals(0, ended.code(), ended::said);
    return ended.said();
  }

  /** Runs a program to its end. */
  static Ended run(List<String> words) {
    try {
      var output = Files.createTempFile("image", ".log");
      var process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean inTime = process.waitFor(PATIENCE, TimeUnit.SECONDS);
      process.destroyForcibly();
      var said = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      assertTrue(inTime, said);
      return new Ended(process.exitValue(), said);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(hurried);
    }
  }
}
