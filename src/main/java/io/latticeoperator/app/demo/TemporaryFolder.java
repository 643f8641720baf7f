package io.latticeoperator.app.demo;

import io.latticeoperator.app.MissingPrerequisite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder that only this user can read, and that is gone in the end. */
record TemporaryFolder(Path path) implements AutoCloseable {
  static TemporaryFolder create() throws MissingPrerequisite {
    try {
      return new TemporaryFolder(Files.createTempDirectory("lattice-demo-"));
    } catch (IOException refused) {
      throw new MissingPrerequisite(
          "cannot make a temporary folder (%s): set another place with -Djava.io.tmpdir"
              .formatted(refused.getMessage()),
          refused);
    }
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(path.resolve(name), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + path, failure);
    }
  }
}
