package io.latticeoperator.simulator.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What becomes of a request. */
public sealed interface Reply {

  /** An answer. */
  final class Response implements Reply {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param body not to be changed by anybody from now on
     */
    public Response(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = Map.copyOf(headers);
      this.body = body;
    }

    public int status() {
      return status;
    }

    public Map<String, String> headers() {
      return headers;
    }

    /** The body itself, not a copy. */
    public byte[] body() {
      return body;
    }
  }

  /** The connection ends without an answer. */
  record HungUp() implements Reply {}

  /** The connection stays open, and nothing ever comes. */
  record Silence() implements Reply {}

  /** An answer that has a body, in UTF-8. */
  static Response of(int status, String contentType, String body) {
    return new Response(
        status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer without a body. */
  static Response empty(int status) {
    return new Response(status, Map.of(), new byte[0]);
  }
}
