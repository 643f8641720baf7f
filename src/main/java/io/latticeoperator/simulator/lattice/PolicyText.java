package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** What must hold for the text of a policy. */
final class PolicyText {
  private static final int MOST_BYTES = 10 * 1024;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PolicyText() {}

  /** The {@code policy} of a request; refused unless it is a JSON object of one line and 10 KB. */
  static String read(Request request) {
    var text = request.text("policy");
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw Refused.invalid("The policy is longer than 10 KB");
    }
    if (text.indexOf('\n') >= 0) {
      throw Refused.invalid("The policy must not contain newlines");
    }
    try {
      if (!MAPPER.readTree(text).isObject()) {
        throw Refused.invalid("The policy is not a JSON object");
      }
    } catch (JsonProcessingException malformed) {
      throw Refused.invalid("The policy is not JSON");
    }
    return text;
  }
}
