package io.latticeoperator.simulator.kubernetes;

/** Versions as clients name them. */
final class Revisions {
  private Revisions() {}

  /** Of one object, or of a watch: nonsense breaks the server. */
  static long parse(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException malformed) {
      throw new ApiFault(500, "", wording(text));
    }
  }

  /** Of a list: nonsense is a bad request. */
  static long asked(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException malformed) {
      throw Faults.badRequest("invalid resource version: " + wording(text));
    }
  }

  private static String wording(String text) {
    return "resourceVersion: Invalid value: \"%1$s\": strconv.ParseUint: parsing \"%1$s\": invalid syntax"
        .formatted(text);
  }
}
