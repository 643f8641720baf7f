package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a request is answered with. */
sealed interface Reply {
  String JSON = "application/json";

  /**
   * One document.
   *
   * @param warnings for the person at the client
   */
  record Document(int status, String contentType, JsonNode body, List<String> warnings)
      implements Reply {
    public Document {
      warnings = List.copyOf(warnings);
    }
  }

  /** Plain text, such as a probe's. */
  record Text(int status, String text) implements Reply {}

  /** Events until the client goes. */
  record Events(Watch watch) implements Reply {}

  /** No API is served at a path. */
  static Text noApi() {
    return new Text(404, "404 page not found\n");
  }

  static Document ok(JsonNode body) {
    return new Document(200, JSON, body, List.of());
  }

  static Document refused(ApiFault fault) {
    return new Document(fault.code(), JSON, Faults.status(fault), List.of());
  }
}
