package io.latticeoperator.testbed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The operator's image as {@code ./lattice image} has made it. */
final class OperatorImage {
  static final Path ARCHIVE = Path.of("target/image/lattice-operator.tar").toAbsolutePath();

  private OperatorImage() {}

  /** What comes behind the colon of its name. */
  static String tag() {
    try {
      var manifest = Command.of("tar", "-xOf", ARCHIVE.toString(), "manifest.json").out();
      var name = new ObjectMapper().readTree(manifest).at("/0/RepoTags/0").asText();
      return name.substring(name.lastIndexOf(':') + 1);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
