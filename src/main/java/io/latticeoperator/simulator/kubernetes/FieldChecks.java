package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** What becomes of fields that a kind does not have: refused, warned of, or ignored. */
final class FieldChecks {
  private FieldChecks() {}

  /**
   * @param mode {@code Strict}, {@code Warn} (also when empty) or {@code Ignore}
   * @return warnings
   */
  static List<String> of(Catalog.Served served, ObjectNode object, String mode) {
    if (mode.equals("Ignore")) {
      return List.of();
    }
    var unknown =
        served
            .custom()
            .map(custom -> custom.schema().prune(object.deepCopy()))
            .orElseGet(() -> ModelSchema.of(served.kind()).unknown(object))
            .stream()
            .map("unknown field \"%s\""::formatted)
            .toList();
    if (mode.equals("Strict") && !unknown.isEmpty()) {
      throw Faults.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
              .formatted(
                  served.kind().kind(),
                  served.kind().version(),
                  served.kind().kind(),
                  unknown.stream().collect(Collectors.joining(", "))));
    }
    return unknown;
  }
}
