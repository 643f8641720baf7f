package io.latticeoperator.simulator.aws;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a simulated service, as HTTP brought it.
 *
 * @param requestId to be put into the answer
 * @param caller who the signature says it is
 * @param path not decoded: an ARN in it has its slashes as {@code %2F}
 * @param rawQuery what follows the question mark, not decoded; empty without
 * @param query decoded
 * @param headers names in lower case; repeated ones joined by a comma
 */
public record HttpCall(
    String requestId,
    Caller caller,
    String method,
    String path,
    String rawQuery,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body) {
  public HttpCall {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * @param name in lower case
   */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
