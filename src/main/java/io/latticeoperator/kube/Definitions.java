package io.latticeoperator.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The custom resource definitions that users install, from the class path. */
public final class Definitions {
  private static final List<String> FILES =
      List.of("latticeexports.latticeoperator.io.yaml", "latticenetworks.latticeoperator.io.yaml");

  private Definitions() {}

  /** Each as YAML. */
  public static List<String> all() {
    return FILES.stream().map(Definitions::read).toList();
  }

  private static String read(String file) {
    try (var resource = Definitions.class.getResourceAsStream("/crds/" + file)) {
      if (resource == null) {
        throw new IllegalStateException("not on the class path: crds/" + file);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
