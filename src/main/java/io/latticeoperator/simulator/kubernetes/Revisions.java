package io.latticeoperator.simulator.kubernetes;

import java.util.function.Function;

/** Versions as clients name them. */
final class Revisions {
  private Revisions() {}

  /** Of one object, or of a watch: nonsense breaks the server. */
  static long parse(String text) {
    return parse(text, why -> new ApiFault(500, "", why));
  }

  /** Of a list: nonsense is a bad request. */
  static long asked(String text) {
    return parse(text, why -> Faults.badRequest("invalid resource version: " + why));
  }

  private static long parse(String text, Function<String, ApiFault> fault) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException malformed) {
      throw fault.apply(
          "resourceVersion: Invalid value: \"%1$s\": strconv.ParseUint: parsing \"%1$s\": invalid syntax"
              .formatted(text));
    }
  }
}
