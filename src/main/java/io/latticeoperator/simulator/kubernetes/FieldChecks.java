package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of fields that a kind does not have: refused, warned of, or ignored. */
final class FieldChecks {
  private FieldChecks() {}

  /**
   * @param mode {@code Strict}, {@code Warn} (also when empty) or {@code Ignore}
   * @return warnings
   */
  static List<String> of(Catalog.Served served, ObjectNode object, String mode) {
    var unknown = unknown(served, object).stream().map("unknown field \"%s\""::formatted).toList();
    requireTypes(served, object);
    if (served.custom().isEmpty()) {
      ModelSchema.of(served.kind()).reading().prune(object);
    } else {
      ModelSchema.METADATA.reading().prune(Json.metadata(object));
    }
    if (mode.equals("Ignore")) {
      return List.of();
    }
    if (mode.equals("Strict") && !unknown.isEmpty()) {
      throw unreadable(
          served.kind(),
          "strict decoding error: " + unknown.stream().collect(Collectors.joining(", ")));
    }
    return Stream.concat(unknown.stream(), MetadataFaults.warnings(served, object).stream())
        .toList();
  }

  /** Paths of the fields that the kind does not have. */
  static List<String> unknown(Catalog.Served served, ObjectNode object) {
    return served
        .custom()
        .map(
            custom ->
                Stream.concat(
                        custom.schema().prune(object.deepCopy()).stream(),
                        ModelSchema.METADATA.unknown(Json.metadata(object)).stream()
                            .map("metadata."::concat))
                    .sorted()
                    .toList())
        .orElseGet(() -> ModelSchema.of(served.kind()).unknown(object));
  }

  /** What has no place in the kind, or no type or key that the kind knows, cannot be owned: 500. */
  static void ofApplied(Catalog.Served served, ResourcePath path, ObjectNode applied) {
    unknown(served, applied).stream()
        .map(field -> "." + field + ": field not declared in schema")
        .findFirst()
        .or(() -> mistyped(served, applied))
        .ifPresent(
            why -> {
              throw new ApiFault(
                  500,
                  "",
                  "failed to create typed patch object (%s/%s; %s, Kind=%s): %s"
                      .formatted(
                          path.namespace(),
                          path.name(),
                          served.kind().apiVersion(),
                          served.kind().kind(),
                          why));
            });
  }

  private static Optional<String> mistyped(Catalog.Served served, ObjectNode applied) {
    return served
        .custom()
        .map(
            custom ->
                custom
                    .schema()
                    .mistyped(applied)
                    .or(
                        () ->
                            ModelSchema.METADATA
                                .reading()
                                .unowned(Json.metadata(applied), ".metadata")))
        .orElseGet(() -> ModelSchema.of(served.kind()).reading().unowned(applied, ""));
  }

  /** A value of the wrong type cannot even be read. */
  private static void requireTypes(Catalog.Served served, ObjectNode object) {
    var wrong =
        served.custom().isEmpty()
            ? ModelSchema.of(served.kind()).reading().mistyped(object)
            : ModelSchema.METADATA.reading().mistyped(Json.metadata(object));
    wrong.ifPresent(
        why -> {
          throw unreadable(served.kind(), why);
        });
  }

  private static ApiFault unreadable(Kind kind, String why) {
    return Faults.unreadable(kind, kind.kind(), kind.version(), why);
  }
}
