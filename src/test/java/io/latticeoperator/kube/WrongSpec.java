package io.latticeoperator.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A spec of the table that nobody should get away with.
 *
 * @param says one message each, as {@code lattice validate} words it
 */
record WrongSpec(String kind, String spec, List<String> says) {
  private static final Path TABLE =
      Path.of("src/test/resources/io/latticeoperator/kube/wrong-specs.txt");
  private static final YAMLMapper YAML = new YAMLMapper();

  ObjectNode object() {
    try {
      var object =
          (ObjectNode)
              YAML.readTree(
                  "{apiVersion: latticeoperator.io/v1alpha1, kind: %s, metadata: {name: mesh}, spec: %s}"
                      .formatted(kind, spec));
      if (kind.equals("LatticeExport")) {
        ((ObjectNode) object.get("metadata")).put("namespace", "shop");
      }
      return object;
    } catch (IOException malformed) {
      throw new IllegalArgumentException(spec, malformed);
    }
  }

  @Override
  public String toString() {
    return kind + " " + spec;
  }

  /** Blocks of a line with kind and spec, and indented lines with what it says. */
  static Stream<WrongSpec> table() throws IOException {
    var table = new ArrayList<WrongSpec>();
    for (var block : Files.readString(TABLE).split("\n\n+")) {
      var lines = block.strip().lines().toList();
      var head = lines.getFirst().split(" ", 2);
      table.add(
          new WrongSpec(head[0], head[1], lines.stream().skip(1).map(String::strip).toList()));
    }
    return table.stream();
  }
}
